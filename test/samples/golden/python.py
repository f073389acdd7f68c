# coding: utf-8

import os

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions import exceptions
from huaweicloudsdkworkspace.v2 import *

if __name__ == "__main__":
    ak = os.environ["CLOUD_SDK_AK"]
    sk = os.environ["CLOUD_SDK_SK"]

    credentials = BasicCredentials(ak, sk, "0123456789abcdef0123456789abcdef")

    client = WorkspaceClient.new_builder() \
        .with_credentials(credentials) \
        .with_endpoint("http://127.0.0.1:8080") \
        .build()

    try:
        request = ExportUsersNewRequest(x_idempotency_key="monday-1")
        request.body = ExportUsersNewReq(
            user_name="ab",
            user_names=["abel", "O\"Neil"],
            active_type="ALL",
            language="zh_CN",
            share_space_subscription=False,
        )
        response = client.export_users_new(request)
        print(response)
    except exceptions.ConnectionException as e:
        print(e)
    except exceptions.RequestTimeoutException as e:
        print(e)
    except exceptions.ServiceResponseException as e:
        print(e.status_code)
        print(e.request_id)
        print(e.error_code)
        print(e.error_msg)

package com.huaweicloud.sdk.test;

import com.huaweicloud.sdk.core.auth.ICredential;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ConnectionException;
import com.huaweicloud.sdk.core.exception.RequestTimeoutException;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.workspace.v2.WorkspaceClient;
import com.huaweicloud.sdk.workspace.v2.model.*;

import java.util.Arrays;

public class ExportUsersNewSolution {
    public static void main(String[] args) {
        String ak = System.getenv("CLOUD_SDK_AK");
        String sk = System.getenv("CLOUD_SDK_SK");

        ICredential auth = new BasicCredentials()
            .withProjectId("0123456789abcdef0123456789abcdef")
            .withAk(ak)
            .withSk(sk);

        WorkspaceClient client = WorkspaceClient.newBuilder()
            .withCredential(auth)
            .withEndpoint("http://127.0.0.1:8080")
            .build();

        ExportUsersNewRequest request = new ExportUsersNewRequest()
            .withXIdempotencyKey("monday-1")
            .withBody(new ExportUsersNewReq()
                .withUserName("ab")
                .withUserNames(Arrays.asList("abel", "O\"Neil"))
                .withActiveType("ALL")
                .withLanguage("zh_CN")
                .withShareSpaceSubscription(false));
        try {
            ExportUsersNewResponse response = client.exportUsersNew(request);
            System.out.println(response.toString());
        } catch (ConnectionException e) {
            System.out.println(e.getMessage());
        } catch (RequestTimeoutException e) {
            System.out.println(e.getMessage());
        } catch (ServiceResponseException e) {
            System.out.println(e.getHttpStatusCode());
            System.out.println(e.getRequestId());
            System.out.println(e.getErrorCode());
            System.out.println(e.getErrorMsg());
        }
    }
}

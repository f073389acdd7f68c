// npm install @huaweicloud/huaweicloud-sdk-core
const { BasicCredentials } = require("@huaweicloud/huaweicloud-sdk-core");
const { ClientBuilder } = require("@huaweicloud/huaweicloud-sdk-core/ClientBuilder");

const ak = process.env.CLOUD_SDK_AK;
const sk = process.env.CLOUD_SDK_SK;

const credentials = new BasicCredentials({ ak, sk, projectId: "0123456789abcdef0123456789abcdef" });

const client = new ClientBuilder((core) => core)
  .withCredential(credentials)
  .withEndpoint("http://127.0.0.1:8080")
  .build();

const request = {
  method: "POST",
  url: "/v3/{project_id}/users/export",
  contentType: "application/json",
  headers: { "X-Idempotency-Key": "monday-1" },
  pathParams: {},
  queryParams: {},
  data: {
    user_name: "ab",
    user_names: ["abel", "O\"Neil"],
    active_type: "ALL",
    language: "zh_CN",
    share_space_subscription: false,
  },
};

client
  .sendRequest(request)
  .then((response) => {
    console.log(JSON.stringify(response, null, 2));
  })
  .catch((error) => {
    console.error(error.httpStatusCode);
    console.error(error.requestId);
    console.error(error.errorCode);
    console.error(error.errorMsg);
    process.exitCode = 1;
  });

#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <huaweicloud/core/auth/BasicCredentials.h>
#include <huaweicloud/core/exception/Exceptions.h>
#include <huaweicloud/core/http/HttpConfig.h>
#include <huaweicloud/workspace/v2/WorkspaceClient.h>

using namespace HuaweiCloud::Sdk::Core;
using namespace HuaweiCloud::Sdk::Core::Exception;
using namespace HuaweiCloud::Sdk::Workspace::V2;
using namespace HuaweiCloud::Sdk::Workspace::V2::Model;

int main() {
    std::string ak = std::getenv("CLOUD_SDK_AK");
    std::string sk = std::getenv("CLOUD_SDK_SK");

    auto auth = std::make_unique<BasicCredentials>();
    auth->withAk(ak)
        .withSk(sk)
        .withProjectId("0123456789abcdef0123456789abcdef");

    auto client = WorkspaceClient::newBuilder()
        .withCredentials(std::unique_ptr<Credentials>(auth.release()))
        .withHttpConfig(HttpConfig())
        .withEndPoint("http://127.0.0.1:8080")
        .build();

    std::vector<std::string> userNames = {"abel", "O\"Neil"};
    ExportUsersNewReq body;
    body.setUserName("ab");
    body.setUserNames(userNames);
    body.setActiveType("ALL");
    body.setLanguage("zh_CN");
    body.setShareSpaceSubscription(false);
    ExportUsersNewRequest request;
    request.setXIdempotencyKey("monday-1");
    request.setBody(body);

    try {
        auto response = client->exportUsersNew(request);
        std::cout << response->getHttpBody() << std::endl;
    } catch (HostUnreachableException& e) {
        std::cout << e.what() << std::endl;
    } catch (SslHandShakeException& e) {
        std::cout << e.what() << std::endl;
    } catch (CallTimeoutException& e) {
        std::cout << e.what() << std::endl;
    } catch (ServiceResponseException& e) {
        std::cout << e.getStatusCode() << std::endl;
        std::cout << e.getRequestId() << std::endl;
        std::cout << e.getErrorCode() << std::endl;
        std::cout << e.getErrorMsg() << std::endl;
    }
    return 0;
}

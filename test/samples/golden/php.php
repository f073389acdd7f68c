<?php

require_once "vendor/autoload.php";

use HuaweiCloud\SDK\Core\Auth\BasicCredentials;
use HuaweiCloud\SDK\Core\Exceptions\ConnectionException;
use HuaweiCloud\SDK\Core\Exceptions\RequestTimeoutException;
use HuaweiCloud\SDK\Core\Exceptions\ServiceResponseException;
use HuaweiCloud\SDK\Core\Http\HttpConfig;
use HuaweiCloud\SDK\Workspace\V2\WorkspaceClient;
use HuaweiCloud\SDK\Workspace\V2\Model\ExportUsersNewReq;
use HuaweiCloud\SDK\Workspace\V2\Model\ExportUsersNewRequest;

$ak = getenv("CLOUD_SDK_AK");
$sk = getenv("CLOUD_SDK_SK");

$credentials = new BasicCredentials($ak, $sk, "0123456789abcdef0123456789abcdef");

$client = WorkspaceClient::newBuilder()
    ->withHttpConfig(HttpConfig::getDefaultConfig())
    ->withEndpoint("http://127.0.0.1:8080")
    ->withCredentials($credentials)
    ->build();

try {
    $request = new ExportUsersNewRequest();
    $request->setXIdempotencyKey("monday-1");
    $body = (new ExportUsersNewReq())
        ->setUserName("ab")
        ->setUserNames(array("abel", "O\"Neil"))
        ->setActiveType("ALL")
        ->setLanguage("zh_CN")
        ->setShareSpaceSubscription(false);
    $request->setBody($body);
    $response = $client->exportUsersNew($request);
    echo $response . "\n";
} catch (ConnectionException $e) {
    echo $e->getMessage() . "\n";
} catch (RequestTimeoutException $e) {
    echo $e->getMessage() . "\n";
} catch (ServiceResponseException $e) {
    echo $e->getHttpStatusCode() . "\n";
    echo $e->getRequestId() . "\n";
    echo $e->getErrorCode() . "\n";
    echo $e->getErrorMsg() . "\n";
}

using System;
using System.Collections.Generic;
using HuaweiCloud.SDK.Core;
using HuaweiCloud.SDK.Core.Auth;
using HuaweiCloud.SDK.Workspace.V2;
using HuaweiCloud.SDK.Workspace.V2.Model;

namespace ExportUsersNewSolution
{
    class Program
    {
        static void Main(string[] args)
        {
            var ak = Environment.GetEnvironmentVariable("CLOUD_SDK_AK");
            var sk = Environment.GetEnvironmentVariable("CLOUD_SDK_SK");

            var auth = new BasicCredentials(ak, sk, "0123456789abcdef0123456789abcdef");

            var client = WorkspaceClient.NewBuilder()
                .WithCredential(auth)
                .WithEndPoint("http://127.0.0.1:8080")
                .WithHttpConfig(HttpConfig.GetDefaultConfig())
                .Build();

            var request = new ExportUsersNewRequest
            {
                XIdempotencyKey = "monday-1",
                Body = new ExportUsersNewReq
                {
                    UserName = "ab",
                    UserNames = new List<string> { "abel", "O\"Neil" },
                    ActiveType = "ALL",
                    Language = "zh_CN",
                    ShareSpaceSubscription = false,
                },
            };
            try
            {
                var response = client.ExportUsersNew(request);
                Console.WriteLine(JsonUtils.Serialize(response));
            }
            catch (ConnectionException e)
            {
                Console.WriteLine(e.ErrorMessage);
            }
            catch (RequestTimeoutException e)
            {
                Console.WriteLine(e.ErrorMessage);
            }
            catch (ServiceResponseException e)
            {
                Console.WriteLine(e.HttpStatusCode);
                Console.WriteLine(e.RequestId);
                Console.WriteLine(e.ErrorCode);
                Console.WriteLine(e.ErrorMsg);
            }
        }
    }
}

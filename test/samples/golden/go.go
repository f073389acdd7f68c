package main

import (
	"fmt"
	"os"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	workspace "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/workspace/v2"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/workspace/v2/model"
)

func main() {
	ak := os.Getenv("CLOUD_SDK_AK")
	sk := os.Getenv("CLOUD_SDK_SK")

	auth, err := basic.NewCredentialsBuilder().
		WithAk(ak).
		WithSk(sk).
		WithProjectId("0123456789abcdef0123456789abcdef").
		SafeBuild()
	if err != nil {
		fmt.Println(err)
		return
	}

	hcClient, err := workspace.WorkspaceClientBuilder().
		WithEndpoints([]string{"http://127.0.0.1:8080"}).
		WithCredential(auth).
		SafeBuild()
	if err != nil {
		fmt.Println(err)
		return
	}
	client := workspace.NewWorkspaceClient(hcClient)

	xIdempotencyKey := "monday-1"
	userName := "ab"
	userNames := []string{"abel", "O\"Neil"}
	activeType := "ALL"
	language := "zh_CN"
	shareSpaceSubscription := false
	request := &model.ExportUsersNewRequest{
		XIdempotencyKey: &xIdempotencyKey,
		Body: &model.ExportUsersNewReq{
			UserName: &userName,
			UserNames: &userNames,
			ActiveType: &activeType,
			Language: &language,
			ShareSpaceSubscription: &shareSpaceSubscription,
		},
	}
	response, err := client.ExportUsersNew(request)
	if refused, ok := err.(*sdkerr.ServiceResponseError); ok {
		fmt.Println(refused.StatusCode)
		fmt.Println(refused.RequestId)
		fmt.Println(refused.ErrorCode)
		fmt.Println(refused.ErrorMessage)
		return
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(response)
}

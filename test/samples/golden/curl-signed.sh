#!/usr/bin/env bash
# Needs openssl and curl, and an access key in CLOUD_SDK_AK and CLOUD_SDK_SK.
set -euo pipefail

url="http://127.0.0.1:8080"
host="127.0.0.1:8080"
path="/v3/0123456789abcdef0123456789abcdef/users/export"
query=""
x_idempotency_key="monday-1"
body='{
  "user_name": "ab",
  "user_names": [
    "abel",
    "O\"Neil"
  ],
  "active_type": "ALL",
  "language": "zh_CN",
  "share_space_subscription": false
}'

date=$(date -u +%Y%m%dT%H%M%SZ)
sha256() { printf '%s' "$1" | openssl dgst -sha256 "${@:2}" | sed 's/^.*= //'; }

canonical_request="POST
${path%/}/
$query
content-type:application/json
host:$host
x-idempotency-key:$x_idempotency_key
x-sdk-date:$date

content-type;host;x-idempotency-key;x-sdk-date
$(sha256 "$body")"
string_to_sign="SDK-HMAC-SHA256
$date
$(sha256 "$canonical_request")"
signature=$(sha256 "$string_to_sign" -hmac "$CLOUD_SDK_SK")

curl -sS -X POST "$url$path${query:+?$query}" \
  -H "Content-Type: application/json" \
  -H "X-Idempotency-Key: $x_idempotency_key" \
  -H "X-Sdk-Date: $date" \
  -H "Authorization: SDK-HMAC-SHA256 Access=$CLOUD_SDK_AK, SignedHeaders=content-type;host;x-idempotency-key;x-sdk-date, Signature=$signature" \
  --data-raw "$body"

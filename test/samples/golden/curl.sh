# A token is good for 24 hours:
# MUSTER_TOKEN=$(curl -sS -o /dev/null -D - "http://127.0.0.1:8080/v3/auth/tokens?nocatalog=true" \
#   -H "Content-Type: application/json" \
#   --data-raw '{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"YOUR-USER","password":"YOUR-PASSWORD","domain":{"name":"YOUR-ACCOUNT"}}}},"scope":{"project":{"id":"0123456789abcdef0123456789abcdef"}}}}' \
#   | tr -d '\r' | sed -n 's/^x-subject-token: //ip')

curl -sS -X POST "http://127.0.0.1:8080/v3/0123456789abcdef0123456789abcdef/users/export" \
  -H "X-Auth-Token: $MUSTER_TOKEN" \
  -H "X-Idempotency-Key: monday-1" \
  -H "Content-Type: application/json" \
  --data-raw '{
  "user_name": "ab",
  "user_names": [
    "abel",
    "O\"Neil"
  ],
  "active_type": "ALL",
  "language": "zh_CN",
  "share_space_subscription": false
}'

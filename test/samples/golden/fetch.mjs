// From POST /v3/auth/tokens, in the answer's header X-Subject-Token; in a browser, write it here.
const token = globalThis.process?.env.MUSTER_TOKEN ?? "";

const response = await fetch("http://127.0.0.1:8080/v3/0123456789abcdef0123456789abcdef/users/export", {
  method: "POST",
  headers: { "X-Auth-Token": token, "X-Idempotency-Key": "monday-1", "Content-Type": "application/json" },
  body: JSON.stringify({
    user_name: "ab",
    user_names: ["abel", "O\"Neil"],
    active_type: "ALL",
    language: "zh_CN",
    share_space_subscription: false,
  }),
});

if (!response.ok) {
  console.error(response.status, response.headers.get("X-Request-Id"));
  throw new Error(await response.text());
}
console.log(await response.text());

import type { Sentences } from '../sentences.ts'

/** 令牌、临时访问密钥与登录链接。 */
export const tokens: Sentences = {
  'Obtain a token by password, or by another token': '通过密码或已有令牌获取令牌',
  'The token stands in the answer’s header X-Subject-Token and is good for 24 hours; one obtained by another token for as long as that one. It ends early when its user, or the user’s password, keys or grants change. Without a scope it is the account’s.':
    '令牌在响应头 X-Subject-Token 中返回，有效期 24 小时；通过已有令牌获取的令牌与原令牌同时过期。用户本身，或其密码、访问密钥、授权发生变化时，令牌提前失效。不指定 scope 时，令牌的范围为账号。',
  'Whatever it is: the catalog is left out': '无论取何值，都不返回服务目录',
  'The user’s grants; empty: none': '用户的授权；为空表示没有授权',
  'Validate a token': '校验令牌',
  'Of X-Subject-Token: one’s own, or for the account that of any of its users. 404 where it does not hold.':
    '校验 X-Subject-Token 中的令牌：自己的令牌；账号可校验其任一用户的令牌。令牌无效时返回 404。',
  'The token in question': '待处理的令牌',
  'Revoke a token': '吊销令牌',
  'That of X-Subject-Token: one’s own, or for the account that of any of its users.':
    '吊销 X-Subject-Token 中的令牌：自己的令牌；账号可吊销其任一用户的令牌。',
  'Obtain a temporary access key': '获取临时访问密钥和 securitytoken',
  'The token stands in X-Auth-Token or in `token.id`; a signed request does as well. Requests signed with the key carry its X-Security-Token, signed. It ends when the user’s tokens do.':
    '令牌放在 X-Auth-Token 或 `token.id` 中；也可以使用签名的请求。用临时访问密钥签名的请求须携带 X-Security-Token，且该请求头须参与签名。用户的令牌失效时，临时访问密钥同时失效。',
  'Sign in by a one-time link': '通过一次性链接登录',
  'The token stands in the answer’s header X-Subject-Token. A link signs in once, within ten minutes; the first start on a terminal prints one, and so does `muster admin user link`.':
    '令牌在响应头 X-Subject-Token 中返回。链接只能使用一次，十分钟内有效；首次在终端启动时会输出一个链接，也可用 `muster admin user link` 生成。',
}

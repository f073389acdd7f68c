import type { Sentences } from '../sentences.ts'

/** 永久访问密钥。 */
export const accessKeys: Sentences = {
  'Create an access key': '创建永久访问密钥',
  'The answer is the only one that has the secret. A user has two keys at most. Everybody may make his own; a temporary key makes none.':
    '只有此响应包含秘密访问密钥（SK）。每个用户最多有两个访问密钥。任何用户都可以为自己创建；不能用临时访问密钥创建。',
  'List the access keys of an IAM user': '查询 IAM 用户的永久访问密钥列表',
  'Without `user_id` one’s own, which everybody may see. No secrets are shown.':
    '不传 `user_id` 则查询自己的访问密钥，任何用户都可以查询。不返回秘密访问密钥。',
  'Delete an access key': '删除永久访问密钥',
  'Everybody may delete his own. The tokens of the key’s user end.':
    '任何用户都可以删除自己的访问密钥。该密钥所属用户的令牌随即失效。',
  'Access key (AK)': '访问密钥ID（AK）',
  'Show an access key': '查询永久访问密钥',
  'Everybody may see his own. The secret is not shown.':
    '任何用户都可以查询自己的访问密钥。不返回秘密访问密钥。',
  'Enable, disable or describe an access key': '启用、停用永久访问密钥或修改其描述',
  'What is not given stays. Everybody may change his own. Another status ends the tokens of the key’s user.':
    '未传的字段保持不变。任何用户都可以修改自己的访问密钥。状态改变时，该密钥所属用户的令牌随即失效。',
}

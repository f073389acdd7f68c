/** What the administrator needs to sign in and to call; shown or kept once. */
export interface Credentials {
  account: string
  user: string
  password: string
  project_id: string
  access_key: string
  secret_key: string
}

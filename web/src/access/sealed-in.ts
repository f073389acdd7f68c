/** The sealed reason in what somebody pasted: by itself, maybe broken into lines, or within the answer of a 403. */
export function sealedIn(text: string): string {
  const within = /"encoded_authorization_message"\s*:\s*"([^"]+)"/.exec(text)?.[1]
  return within ?? text.replaceAll(/[\s"]/g, '')
}

import { camelCase } from './names.ts'

/** Words of Java, Go and C++ that no variable can be called. */
const KEYWORDS =
  'abstract and asm assert auto bool boolean break byte case catch chan char class const continue default defer ' +
  'delete do double else enum explicit export extends extern false final finally float for friend func go goto if ' +
  'implements import inline instanceof int interface long map mutable namespace native new nil not null operator or ' +
  'package private protected public range register return select short signed sizeof static string struct super ' +
  'switch template this throw throws transient true try type typedef typename union unsigned using var virtual void ' +
  'volatile while xor'

/** What the frames of the samples call their own. */
const OWN =
  'ak sk args auth body client credentials e endpoint err error file fmt global basic iam model os request response ' +
  'projectId domainId refused sdkerr std stream sts workspace'

/** Names of variables after the properties that they hold; each is given once. */
export class VariableNames {
  readonly #taken = new Set(`${KEYWORDS} ${OWN}`.split(' '))

  fresh(property: string): string {
    const wished = /^\p{L}/u.test(camelCase(property)) ? camelCase(property) : 'value'
    let name = wished
    for (let number = 2; this.#taken.has(name); number++) name = `${wished}${number}`
    this.#taken.add(name)
    return name
  }
}

import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import cpp from 'highlight.js/lib/languages/cpp'
import csharp from 'highlight.js/lib/languages/csharp'
import go from 'highlight.js/lib/languages/go'
import java from 'highlight.js/lib/languages/java'
import javascript from 'highlight.js/lib/languages/javascript'
import php from 'highlight.js/lib/languages/php'
import python from 'highlight.js/lib/languages/python'

for (const [name, grammar] of Object.entries({ bash, cpp, csharp, go, java, javascript, php, python }))
  hljs.registerLanguage(name, grammar)

/** Code as HTML with its parts marked; everything in it is escaped. */
export const highlight = (code: string, language: string): string =>
  hljs.highlight(code, { language: hljs.getLanguage(language) === undefined ? 'bash' : language }).value

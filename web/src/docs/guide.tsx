import { Typography } from 'antd'
import { Marked } from 'marked'

import { usePreferences } from '../session/preferences.tsx'
import type { GuidePage } from './guides.ts'

const marked = new Marked({
  gfm: true,
  renderer: {
    // The pages are our own, and built in; no HTML stands in them that should be taken for such.
    // Pictures of the pages are of no use in the pages.
    image: () => '',
    html: ({ text }) => (text.startsWith('<!--') ? '' : text.replaceAll('<', '&lt;')),
  },
})

/** One page of Markdown. */
export function Guide({ guide }: { guide: GuidePage }) {
  const { words, language } = usePreferences()
  return (
    <>
      {language === 'zh' ? <Typography.Text type="secondary">{words.docs.inEnglish}</Typography.Text> : null}
      <article
        lang="en"
        className="guide"
        // eslint-disable-next-line react/no-danger -- from the repository's own files, HTML in them escaped
        dangerouslySetInnerHTML={{ __html: marked.parse(guide.markdown) as string }}
      />
    </>
  )
}

import { Button, Flex, Select } from 'antd'
import { useDeferredValue, useMemo, useState } from 'react'

import { callOf, sampleLanguages, writeSample } from '../../../src/samples/index.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { saveFile } from '../parts/save-file.ts'
import { useWords } from '../session/preferences.tsx'
import { useSignedIn } from '../session/session.tsx'
import { highlight } from './highlight.ts'
import type { TabProps } from './operation-tabs.tsx'
import { projectOf } from './values.ts'
import './code-tab.css'

const REMEMBERED = 'muster.sample'

/** Sample code of the call as it is filled in, in the language that was chosen last. */
export function CodeTab({ document, operation, values: latest }: TabProps) {
  // Typing comes first; the code follows as soon as there is time.
  const values = useDeferredValue(latest)
  const words = useWords().explorer
  const session = useSignedIn()
  const [chosen, setChosen] = useState(() => localStorage.getItem(REMEMBERED) ?? 'python')
  const language = sampleLanguages.find(({ id }) => id === chosen) ?? sampleLanguages[0]
  const call = useMemo(
    () =>
      callOf(document, operation.operationId, values, {
        endpoint: location.origin,
        region: session.project?.name ?? 'local',
        projectId: projectOf(values, session),
        domainId: session.account.id,
      }),
    [document, operation, values, session],
  )
  const code = writeSample(call, language.id)
  const choose = (id: string) => {
    localStorage.setItem(REMEMBERED, id)
    setChosen(id)
  }
  return (
    <>
      <Flex gap={8} wrap style={{ marginBottom: 8 }}>
        <Select
          aria-label={words.sampleLanguage}
          style={{ minWidth: 160 }}
          // Some twenty languages: a list that scrolls by itself, with more than eight in sight.
          virtual={false}
          listHeight={400}
          value={language.id}
          options={sampleLanguages.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={choose}
        />
        <CopyButton text={code} />
        <Button
          size="small"
          onClick={() => saveFile(language.fileName(call), new Blob([code], { type: 'text/plain' }))}
        >
          {words.download}
        </Button>
      </Flex>
      <pre className="code-block code-sample" tabIndex={0} aria-label={language.name}>
        {/* eslint-disable-next-line react/no-danger -- the highlighter escapes all that it is given */}
        <code dangerouslySetInnerHTML={{ __html: highlight(code, language.highlight) }} />
      </pre>
    </>
  )
}

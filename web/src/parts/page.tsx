import { Flex, Typography } from 'antd'
import type { ReactNode } from 'react'

import './page.css'

/** A page of the console: what it is, what can be done, and its content. */
export function Page({
  title,
  actions,
  children,
}: {
  title: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="page">
      <Flex justify="space-between" align="center" gap={12} wrap className="page-head">
        <Typography.Title level={1}>{title}</Typography.Title>
        <Flex gap={8} wrap>
          {actions}
        </Flex>
      </Flex>
      {children}
    </div>
  )
}

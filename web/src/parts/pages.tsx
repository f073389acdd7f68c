import { Pagination } from 'antd'

interface Props {
  readonly page: number
  readonly pageSize: number
  readonly total: number
  onChange(page: number): void
}

/** The pages of a list, below it; nothing where there is one only. */
export function Pages({ page, ...props }: Props) {
  return (
    <Pagination
      style={{ marginTop: 12 }}
      align="end"
      size="small"
      hideOnSinglePage
      current={page}
      showSizeChanger={false}
      {...props}
    />
  )
}

import { Flex } from 'antd'

export const Logo = () => (
  <Flex align="center" gap={8}>
    <img src="/icon.svg" alt="" width={24} height={24} />
    <strong style={{ fontSize: 16 }}>Muster</strong>
  </Flex>
)

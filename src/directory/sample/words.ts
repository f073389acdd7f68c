/** Words that sample users are made of. */

export const english = {
  given:
    'Alice Amelia Andrew Anna Arthur Ben Carla Charles Clara Daniel David Diana Edward Elena Emma Eric Eva Felix Fiona Frank George Grace Hannah Harry Helen Henry Ida Irene Jack James Jane John Julia Karen Kate Kevin Laura Leo Linda Lucas Lucy Maria Mark Martha Max Mia Nina Noah Oliver Olivia Oscar Paul Peter Quentin Rachel Robert Rosa Ruth Samuel Sarah Sofia Stella Thomas Tina Victor Violet Walter Wendy Yara Zoe'.split(
      ' ',
    ),
  family:
    'Adams Baker Bell Brown Carter Clark Cole Cook Cooper Davis Diaz Evans Fischer Fisher Ford Foster Garcia Gray Green Hall Harris Hill Howard Hughes Jackson Jensen Jones Kelly King Klein Lee Lewis Lopez Martin Meyer Miller Moore Morgan Morris Murphy Nelson Novak Owens Parker Perez Price Reed Rivera Roberts Rossi Russell Schmidt Scott Silva Smith Stone Taylor Turner Walker Ward Weber White Wilson Wood Wright Young'.split(
      ' ',
    ),
  departments: [
    'Accounting',
    'Customer care',
    'Engineering',
    'Human resources',
    'Legal',
    'Logistics',
    'Research',
    'Sales',
  ],
  roles: ['analyst', 'assistant', 'consultant', 'designer', 'developer', 'engineer', 'manager', 'trainee'],
  cities: [
    'Berlin',
    'Dublin',
    'London',
    'Madrid',
    'Nairobi',
    'Oslo',
    'Paris',
    'Singapore',
    'Sydney',
    'Toronto',
  ],
} as const

export const chinese = {
  family: [
    ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈',
  ],
  given:
    '伟 芳 娜 敏 静 秀英 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 建华 志强 晓东 海燕 文静 雪梅 子轩 梓涵 浩然 欣怡 宇航 诗涵 一诺 思远 嘉怡 俊杰 雨桐'.split(
      ' ',
    ),
  departments: ['财务', '客服', '研发', '人力资源', '法务', '物流', '市场', '销售'],
  roles: ['分析师', '助理', '顾问', '设计师', '开发工程师', '测试工程师', '经理', '实习生'],
  cities: ['北京', '上海', '广州', '深圳', '杭州', '成都', '武汉', '西安', '南京', '重庆'],
} as const

/** Names of the ten enterprise projects; the first is every account's default one. */
export const enterpriseProjects = [
  'default',
  'Head office',
  'Research and development',
  'Sales and marketing',
  'Call centre',
  'Training',
  '华北区',
  '华东区',
  '华南区',
  '外包团队',
] as const

export const groups = [
  ...english.departments,
  ...chinese.departments.map((department) => `${department}部`),
  'All staff',
  'Contractors',
  'Night shift',
  'VPN users',
  '管理层',
  '新员工',
  '远程办公',
  '项目一组',
] as const

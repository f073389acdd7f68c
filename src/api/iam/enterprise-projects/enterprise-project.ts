import { type Static, Type } from 'typebox'

import type { EnterpriseProject as Stored } from '../../../iam/principals/enterprise-projects.ts'

/** An enterprise project as the vendor's EPS shows it. */
export const EnterpriseProject = Type.Object({
  id: Type.String({ description: '0: the default one' }),
  name: Type.String(),
  description: Type.String(),
  status: Type.Literal(1, { description: '1: enabled, as all are' }),
  type: Type.Literal('prod'),
  created_at: Type.String({ description: 'UTC, yyyy-MM-ddTHH:mm:ssZ' }),
  updated_at: Type.String({ description: 'The same as created_at' }),
})

export const EnterpriseProjectAnswer = Type.Object({ enterprise_project: EnterpriseProject })

/** An instant as EPS writes it: to the second. */
const seconds = (instant: Date): string => instant.toISOString().replace(/\.\d+Z$/, 'Z')

export const enterpriseProjectAnswer = ({
  id,
  name,
  description,
  created_at,
}: Stored): Static<typeof EnterpriseProject> => ({
  id,
  name,
  description,
  status: 1,
  type: 'prod',
  created_at: seconds(created_at),
  updated_at: seconds(created_at),
})

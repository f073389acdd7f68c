import type { FastifyReply, FastifyRequest, HTTPMethods, RouteOptions } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'

import type { Database } from '../database/connect.ts'
import { forAccount } from '../database/scope.ts'
import type { Caller } from '../iam/caller.ts'
import type { Permission } from '../iam/permission.ts'
import type { Services } from '../services.ts'
import type { RequestAudit } from './audit.ts'

/** The project that a request's path names; the caller may use it. */
export interface Project {
  readonly id: string
  readonly accountId: string
  readonly name: string
}

/** What a handler is given: everything is checked already. */
export interface Call<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly caller: Caller
  readonly project: Project
  /** What the caller may do by the operation's action. */
  readonly permission: Permission
  /** The database as the caller's account sees it. */
  readonly database: Database
  /** What the audit trail says of the request. */
  readonly audit: RequestAudit
  readonly services: Services
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** What a request says before it is validated, and who sends it. */
export interface OneselfQuestion {
  readonly request: FastifyRequest
  readonly caller: Caller
  /** The database as the caller's account sees it. */
  readonly database: Database
}

interface Documentation {
  /** The operation's name as SDKs and the public reference have it, such as `ExportUsersNew`. */
  readonly id: string
  readonly tag: 'Users' | 'User groups' | 'Export tasks' | 'Audit' | 'Identity' | 'Service'
  readonly summary: string
  readonly description?: string
}

/** One operation of the API: what it is called, where it is, what it takes and answers, who may call it. */
export interface Operation extends Documentation {
  readonly method: HTTPMethods
  readonly url: string
  /**
   * `public`: anybody; `account`: whoever proves who he is; `project`: a caller who may use the project of the path.
   */
  readonly access: 'public' | 'account' | 'project'
  /** The permission that a caller needs besides (contract, iam.md section 3). */
  readonly action?: string
  /**
   * Whether it can be had in single enterprise projects, to which the handler keeps it. Absent: an operation in a project
   * can, one on the account cannot: a grant on an enterprise project says nothing of the whole.
   */
  readonly inEnterpriseProjects?: boolean
  /**
   * Whether a request is about the caller itself. It needs no grant then; a denial still denies. Asked before anything
   * of the request is validated.
   */
  readonly aboutOneself?: (of: OneselfQuestion) => boolean | Promise<boolean>
  readonly schema: {
    readonly params?: TSchema
    readonly querystring?: TSchema
    readonly headers?: TSchema
    readonly body?: TSchema
    readonly response: Readonly<Record<number, TSchema>>
  }
  /** A GET that starts work nevertheless: its signature counts once, like that of a changing request. */
  readonly makesTask?: boolean
  /**
   * The request brings a file: its body is multipart/form-data, spooled and hashed before anything else, and the file is the
   * field of this name.
   */
  readonly upload?: { readonly field: string; readonly description: string }
  /** The body may be left out where every field of it is optional: it then counts as `{}`. */
  readonly bodyOptional?: boolean
  readonly handler: (call: Call) => Promise<unknown>
}

type Infer<S, Part extends string> = S extends Record<Part, infer T extends TSchema> ? Static<T> : undefined

/** Defines an operation; the handler's types come from its schemas. */
export function operation<const S extends Operation['schema']>(
  definition: Omit<Operation, 'schema' | 'handler'> & {
    schema: S
    handler: (call: Call<Infer<S, 'params'>, Infer<S, 'querystring'>, Infer<S, 'body'>>) => Promise<unknown>
  },
): Operation {
  return definition as unknown as Operation
}

/** The answer of an operation that has none: an empty body. */
export const NoContent = Type.Null({ description: 'No body' })

/** The route of an operation, as Fastify takes it. */
export function routeOf(served: Operation): RouteOptions {
  const { id, tag, summary, description, action } = served
  return {
    method: served.method,
    url: served.url,
    schema: {
      ...served.schema,
      operationId: id,
      tags: [tag],
      summary,
      ...(description === undefined ? {} : { description }),
      ...(served.access === 'public' ? { security: [] } : {}),
      ...(action === undefined ? {} : { 'x-permission': action }),
    },
    config: {
      operation: served,
      // Else the description lists no HEAD: it takes them for those that come with each GET.
      ...(served.method === 'HEAD' ? { swagger: { exposeHeadRoute: true } } : {}),
    },
    handler: (request, reply) =>
      served.handler({
        params: request.params,
        query: request.query,
        body: request.body,
        // Set by the hooks of http/access.ts; an operation that is open to anybody does not look at them.
        caller: request.caller as Caller,
        project: request.project as Project,
        permission: request.permission as Permission,
        database: databaseOf(request),
        audit: request.audit,
        services: request.server.services,
        request,
        reply,
      }),
  }
}

function databaseOf({ caller, server }: FastifyRequest): Database {
  return caller === null ? server.services.database : forAccount(server.services.pool, caller.accountId)
}

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: Operation
  }
  interface FastifyInstance {
    services: Services
  }
  interface FastifyRequest {
    caller: Caller | null
    project: Project | null
    permission: Permission | null
    /** The body as it came, byte for byte: signatures are over it, on GET too. */
    rawBody: Buffer
  }
}

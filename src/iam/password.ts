import { randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

// OWASP's password storage cheat sheet: scrypt with N = 2^17, r = 8, p = 1; 128 MB and some 0.3 s a try.
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
const LENGTH = 32

/**
 * The hash of a password, as `scrypt$<N>$<salt>$<hash>`, salt and hash in base64.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, LENGTH, COST)
  return ['scrypt', COST.N, salt.toString('base64'), hash.toString('base64')].join('$')
}

/**
 * Whether the password is the one that was hashed. Without a hash the answer is no, at the same cost, so that
 * nobody learns from the time which users there are.
 */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const [, cost = String(COST.N), salt = '', expected = ''] = (stored ?? '').split('$')
  const hash = await derive(password, Buffer.from(salt, 'base64'), LENGTH, { ...COST, N: Number(cost) })
  const known = Buffer.from(expected, 'base64')
  return known.length === LENGTH && timingSafeEqual(hash, known)
}

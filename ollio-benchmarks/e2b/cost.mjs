// The same operations through the official client; arguments: address, key.
import { Sandbox } from 'e2b'

const [url, key] = process.argv.slice(2)
process.env.E2B_SANDBOX_URL = url
const sandbox = await Sandbox.create('base', { apiKey: key, apiUrl: url, sandboxUrl: url })
const content = new ArrayBuffer(4096)
await sandbox.files.write('/tmp/bench/a.bin', content)
for (let i = 0; i < 20; i++) await sandbox.files.write(`/tmp/bench/f${i}`, content)

async function measure(name, times, operation) {
  for (let i = 0; i < 4 * times; i++) await operation()
  const cpu = process.cpuUsage()
  const wall = process.hrtime.bigint()
  for (let i = 0; i < times; i++) await operation()
  const used = process.cpuUsage(cpu)
  const took = Number(process.hrtime.bigint() - wall) / 1000
  console.log(`${name}\t${((used.user + used.system) / times).toFixed(1)}\t${(took / times).toFixed(1)}`)
}

const atOnce = (operation) => Promise.all(Array.from({ length: 64 }, operation))
await measure('write 4 KB', 3000, () => sandbox.files.write('/tmp/bench/a.bin', content))
await measure('read 4 KB', 3000, () => sandbox.files.read('/tmp/bench/a.bin', { format: 'bytes' }))
await measure('list 21', 3000, () => sandbox.files.list('/tmp/bench'))
await measure('run true', 600, () => sandbox.commands.run('true'))
await measure('64 reads', 100, () => atOnce(() => sandbox.files.read('/tmp/bench/a.bin', { format: 'bytes' })))
await measure('64 true', 40, () => atOnce(() => sandbox.commands.run('true')))
await sandbox.kill()
process.exit(0)

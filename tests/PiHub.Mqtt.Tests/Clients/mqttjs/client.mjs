// Usage: node client.mjs <url> <4|5>
// Subscribes to js/in/#, prints every message as "<retain> <topic> <payload>", publishes js/out at QoS 0 and 1,
// prints "published", and ends after the message "end".
import mqtt from 'mqtt';

const [url, level] = process.argv.slice(2);
const client = mqtt.connect(url, { protocolVersion: Number(level), clientId: 'mqttjs', reconnectPeriod: 0, connectTimeout: 10_000 });
client.on('error', (error) => {
  console.error(error);
  process.exit(1);
});
client.on('message', (topic, payload, packet) => {
  console.log(`${packet.retain} ${topic} ${payload}`);
  if (payload.toString() === 'end') {
    client.end();
  }
});
client.on('connect', async () => {
  await client.subscribeAsync('js/in/#', { qos: 1 });
  await client.publishAsync('js/out', 'zero', { qos: 0 });
  await client.publishAsync('js/out', 'one', { qos: 1, retain: true });
  console.log('published');
});

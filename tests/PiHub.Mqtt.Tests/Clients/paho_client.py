"""Usage: paho_client.py <port> <4|5>

Subscribes to py/in/#, prints every message as "<retain> <topic> <payload>", publishes py/out at QoS 0 and 1,
prints "published", and ends after the message "end"."""
import sys

try:
    import paho.mqtt.client as mqtt
except ImportError:
    sys.exit("paho is missing: install the Debian package python3-paho-mqtt")

port, level = int(sys.argv[1]), int(sys.argv[2])
client = mqtt.Client("paho", protocol=mqtt.MQTTv5 if level == 5 else mqtt.MQTTv311)
unacknowledged = set()


def on_connect(client, _userdata, _flags, reason, _properties=None):
    if reason != 0:
        sys.exit(f"refused: {reason}")
    client.subscribe("py/in/#", qos=1)


def on_subscribe(client, _userdata, _mid, _granted, _properties=None):
    client.publish("py/out", "zero", qos=0)
    unacknowledged.add(client.publish("py/out", "one", qos=1, retain=True).mid)


def on_publish(_client, _userdata, mid):
    if mid in unacknowledged:
        print("published", flush=True)


def on_message(client, _userdata, message):
    print(str(bool(message.retain)).lower(), message.topic, message.payload.decode(), flush=True)
    if message.payload == b"end":
        client.disconnect()


client.on_connect = on_connect
client.on_subscribe = on_subscribe
client.on_publish = on_publish
client.on_message = on_message
client.connect("127.0.0.1", port)
client.loop_forever()

"""Publishes numbered samples with QoS 1 and prints each number once it is acknowledged, until the connection breaks.

usage: publish_numbered.py PORT FIRST PER_SECOND
"""
import os
import sys
import threading
import time

import paho.mqtt.client as mqtt

port, first, per_second = (int(argument) for argument in sys.argv[1:4])
EPOCH_MS = 1_600_000_000_000  # every number is its own millisecond, so none replaces another
broken = threading.Event()
connected = threading.Event()


def on_publish(client, userdata, mid):
    # The client numbers its messages from 1, so the message id tells which number was acknowledged.
    os.write(1, b"%d\n" % (first + mid - 1))


client = mqtt.Client(client_id="publisher", protocol=mqtt.MQTTv311)
client.max_inflight_messages_set(1000)
client.on_publish = on_publish
client.on_connect = lambda *_: connected.set()
client.on_disconnect = lambda *_: broken.set()
client.connect("127.0.0.1", port)
client.loop_start()
if not connected.wait(20):
    sys.exit("not connected")
start = time.monotonic()
sent = 0
while not broken.is_set() and sent < 60_000:
    due = int((time.monotonic() - start) * per_second) + 1
    while sent < due and not broken.is_set():
        number = first + sent
        client.publish("pihub/counter/state", '{"time":%d,"number":%d}' % (EPOCH_MS + number, number), qos=1)
        sent += 1
    broken.wait(0.005)

"""A mail server for the tests: aiosmtpd on a free port. Prints the port, then each mail as a line of JSON.

smtp_server.py [--auth USER PASSWORD] [--tls CERTIFICATE KEY] [--refuse]
"""
import asyncio
import base64
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def arguments(name, count):
    if name not in sys.argv:
        return None
    at = sys.argv.index(name) + 1
    return sys.argv[at : at + count]


class Handler:
    # With the user's name in the first line, as Postfix, Dovecot and Exim take it; aiosmtpd's own ignores it.
    async def auth_LOGIN(self, server, args):
        login = base64.b64decode(args[1]) if len(args) > 1 else await server.challenge_auth("User Name")
        password = await server.challenge_auth("Password")
        return server._authenticate("LOGIN", LoginPassword(login, password))

    # A mechanism's name has no case (RFC 4422 3.1); aiosmtpd thinks otherwise.
    auth_login = auth_LOGIN

    async def handle_DATA(self, server, session, envelope):
        if "--refuse" in sys.argv:
            return "554 5.7.1 this mailbox is closed"
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        print(json.dumps({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "signed_in": bool(session.authenticated),
            "headers": [[name, str(value)] for name, value in mail.items()],
            "subject": str(mail["Subject"]),
            "body": mail.get_content(),
        }), flush=True)
        return "250 taken"


def authenticator(server, session, envelope, mechanism, data):
    wanted = [part.encode() for part in arguments("--auth", 2)]
    return AuthResult(success=[data.login, data.password] == wanted, handled=False)


async def main():
    options = {"hostname": "localhost", "enable_SMTPUTF8": True}
    if arguments("--auth", 2):
        options |= {"authenticator": authenticator, "auth_required": True, "auth_require_tls": arguments("--tls", 2) is not None}
    if arguments("--tls", 2):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*arguments("--tls", 2))
        options |= {"tls_context": context, "require_starttls": True}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Handler(), **options), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())

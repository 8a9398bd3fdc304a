"""A provider of OpenID Connect on this machine: discovery, authorize, token with a signed ID
token, keys. It asks nobody for a password: who signs in is what the test says.

It is strict about what a client must do (client's secret, PKCE, one use of a code, the redirect
address), so that a sign-in that passes here keeps to the rules.
"""

import base64
import hmac
import json
import secrets
import threading
import time
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "esa-client", "secret-of-the-client"
FAULTS = (
    "signature", "no signature", "unknown key", "none", "None", "shared secret", "changed",
    "garbage", "issuer", "audience", "nonce", "expired", "no exp", "no nonce", "no iss",
    "no aud", "no iat",
)  # fmt: skip


class Provider:
    """claims: of whoever signs in next. asked: the queries of /authorize, to look at. fault: a
    word of FAULTS that makes the next token bad."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.other = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.claims: dict[str, object] = {}
        self.asked: list[dict[str, str]] = []
        self.fault = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.address = ""

    def sign_in_as(self, email: str, verified: object = True, age: int = 0) -> None:
        self.claims = {"email": email, "email_verified": verified, "age": age}

    def metadata(self) -> dict[str, object]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def token(self, asked: dict[str, str]) -> str:
        now, claims = int(time.time()), dict(self.claims)
        issued = now - int(claims.pop("age", 0))
        body = {
            "iss": "http://evil.example" if self.fault == "issuer" else self.address,
            "aud": "somebody-else" if self.fault == "audience" else CLIENT,
            "sub": sha256(str(claims).encode()).hexdigest(),
            "iat": issued,
            "exp": now - 3600 if self.fault == "expired" else now + 3600,
            "nonce": "another" if self.fault == "nonce" else asked["nonce"],
            **claims,
        }
        if self.fault.startswith("no "):
            body.pop(self.fault.removeprefix("no "), None)
        key = self.other if self.fault == "signature" else self.key
        kid = "two" if self.fault == "unknown key" else "one"
        made = jwt.encode({"alg": "RS256", "kid": kid}, body, key)
        head, said, signed = made.split(".")
        if self.fault == "no signature":
            return f"{head}.{said}."
        if self.fault == "changed":
            body["email"] = "director@office.example"
            return f"{head}.{_encoded(body)}.{signed}"
        if self.fault in ("none", "None"):
            return f"{_encoded({'alg': self.fault, 'typ': 'JWT'})}.{said}."
        if self.fault == "shared secret":  # the public key taken for a secret that both know
            head = _encoded({"alg": "HS256", "kid": "one"})
            secret = self.key.as_pem(private=False)
            signed = hmac.new(secret, f"{head}.{said}".encode(), sha256).digest()
            return f"{head}.{said}.{base64.urlsafe_b64encode(signed).rstrip(b'=').decode()}"
        return "x" if self.fault == "garbage" else made


@contextmanager
def provider():
    """A provider that listens until the end of the with block."""
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/.well-known/openid-configuration":
                self._json(made.metadata())
            elif parts.path == "/jwks":
                self._json({"keys": [made.key.as_dict(private=False)]})
            elif parts.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                made.asked.append(asked)
                code = secrets.token_urlsafe(16)
                made.codes[code] = asked
                back = urlencode({"code": code, "state": asked["state"]})
                self.send_response(302)
                self.send_header("Location", f"{asked['redirect_uri']}?{back}")
                self.end_headers()
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            sent = {k: v[0] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
            asked = made.codes.pop(sent.get("code", ""), None)
            if asked is None or not self._is_client(sent) or not _proves(asked, sent):
                self._json({"error": "invalid_grant"}, 400)
                return
            self._json(
                {
                    "access_token": secrets.token_urlsafe(16),
                    "token_type": "Bearer",
                    "expires_in": 3600,
                    "id_token": made.token(asked),
                }
            )

        def _is_client(self, sent: dict[str, str]) -> bool:
            told = f"{sent.get('client_id')}:{sent.get('client_secret')}"
            header = self.headers.get("Authorization", "")
            if header.startswith("Basic "):
                told = base64.b64decode(header[6:]).decode()
            return told == f"{CLIENT}:{SECRET}"

        def _json(self, body: object, status: int = 200) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _encoded(part: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def _proves(asked: dict[str, str], sent: dict[str, str]) -> bool:
    """Whether whoever brings the code is who asked for it, at the same address."""
    digest = sha256(sent.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return asked.get("code_challenge") == challenge and (
        asked["redirect_uri"] == sent.get("redirect_uri")
    )


def secrets_toml(issuer: str, home: str, access: dict[str, str], more: str = "") -> str:
    """What .streamlit/secrets.toml holds for a dashboard at `home`."""
    people = "\n".join(f'"{email}" = "{role}"' for email, role in access.items())
    return f"""
[auth]
redirect_uri = "{home}/oauth2callback"
cookie_secret = "{"0123456789abcdef" * 4}"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{issuer}/.well-known/openid-configuration"

[access]
{people}

{more}
"""

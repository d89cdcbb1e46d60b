"""Words that people don't write in lower case: initialisms such as API, and names such as OAuth.

`code_names.py` finds the words of a code and spells its title with these tables. An initialism that is also a common
English word (IT, US, POST, PIN) is in neither.
"""

from __future__ import annotations

INITIALISMS = frozenset(
    [
        "2FA", "3D", "3DS", "ACH", "ACK", "ACL", "AES", "AI", "AMQP", "API", "APNS", "ARN", "ASCII", "AWS", "BIC", "CA",
        "CAA", "CAPTCHA", "CDN", "CI", "CIDR", "CLI", "CNAME", "CORS", "CPU", "CRC", "CRL", "CSP", "CSR", "CSRF", "CSS",
        "CSV", "CVC", "CVV", "DB", "DDL", "DHCP", "DKIM", "DLQ", "DMARC", "DML", "DNS", "DNSSEC", "DRM", "DTMF", "EC2",
        "EOF", "ETA", "EU", "FCM", "FIFO", "FK", "FQDN", "FTP", "GB", "GC", "GCP", "GDPR", "GID", "GIF", "GPU", "GTID",
        "GUI", "GUID", "HLS", "HMAC", "HSM", "HTML", "HTTP", "HTTP2", "HTTP3", "HTTPS", "IAM", "IBAN", "ICCID", "ID",
        "IDP", "IMAP", "IMEI", "IMSI", "IO", "IP", "ISBN", "ISO", "IVR", "JPEG", "JPG", "JS", "JSON", "JWE", "JWK",
        "JWKS", "JWS", "JWT", "KB", "KMS", "KYC", "LDAP", "LLM", "MAC", "MB", "MD5", "MDM", "MFA", "MIME", "MMS", "MP3",
        "MP4", "MQTT", "MSISDN", "MTU", "NACK", "NAT", "NFC", "NFT", "NTP", "OCR", "OCSP", "OIDC", "OOM", "ORM", "OS",
        "OTP", "PCI", "PDF", "PEM", "PGP", "PHP", "PII", "PKCE", "PKI", "PNG", "POSIX", "PSD2", "PSTN", "PTR", "QPS",
        "QR", "RAM", "RBAC", "RFC", "RPC", "RPM", "RPS", "RSA", "RSS", "RTMP", "RTP", "S3", "SAML", "SCA", "SCIM",
        "SCTP", "SDK", "SDP", "SEPA", "SHA", "SHA1", "SHA256", "SHA512", "SID", "SIM", "SIP", "SKU", "SLA", "SLO",
        "SMS", "SMTP", "SNI", "SNS", "SPF", "SQL", "SQS", "SRV", "SSD", "SSH", "SSL", "SSML", "SSO", "STS", "SVG",
        "TCP", "TLD", "TLS", "TOML", "TOTP", "TPM", "TPS", "TSO", "TSV", "TTL", "TTS", "TXT", "U2F", "UDP", "UI", "UID",
        "UPC", "URI", "URL", "URN", "USB", "USD", "UTC", "UTF", "UTF8", "UUID", "UX", "VAT", "VLAN", "VM", "VPC", "VPN",
        "WAF", "WAL", "WAV", "WSDL", "XA", "XID", "XML", "XMPP", "XSD", "XSLT", "XSRF", "XSS", "YAML", "ZIP",
    ]
)  # fmt: skip
"""Initialisms in the errors of APIs. Titles spell them in capitals."""

MIXED_CASE_WORDS = frozenset(
    [
        "2FA", "3DS", "A11y", "B2B", "ChatGPT", "ClickHouse", "DDoS", "DevOps", "DynamoDB", "E2E", "ETag", "FaaS",
        "GitHub", "GitLab", "GraphQL", "I18n", "IPv4", "IPv6", "IaaS", "IndexedDB", "IoT", "JavaScript", "K8s", "LaTeX",
        "LinkedIn", "MariaDB", "MongoDB", "MySQL", "NaN", "NoSQL", "OAuth", "OpenAI", "OpenAPI", "OpenID", "OpenSSL",
        "P2P", "PaaS", "PayPal", "PostgreSQL", "PowerShell", "QoS", "RabbitMQ", "SQLite", "SaaS", "TiDB", "TiFlash",
        "TiKV", "TikTok", "TypeScript", "VoIP", "WebAuthn", "WebDAV", "WebGL", "WebRTC", "WhatsApp", "WiFi", "YouTube",
        "eBPF", "eBay", "eIDAS", "eKYC", "eSIM", "gRPC", "iCloud", "iOS", "iPad", "iPadOS", "iPhone", "mTLS", "macOS",
        "tvOS", "watchOS",
    ]
)  # fmt: skip
"""Words with capitals inside, which a code can contain: `OAuthTokenExpired`, `MissingETag`, `iOSDevice`."""

SPELLINGS = {word.lower(): word for word in (*INITIALISMS, *MIXED_CASE_WORDS)}
"""How people write a word, by the word in lower case."""

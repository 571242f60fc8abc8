"""Where somebody signs in from: the network of an address, and the kind of browser. Plain Python."""

from ipaddress import IPv6Address, ip_address

#: What one customer of a provider has of IPv6; addresses inside of it change by themselves.
_NETWORK_BITS = 64

#: Looked for in this order: each browser also names those before whom it wants to pass.
_BROWSERS = {
    "Trident": "Internet Explorer",
    "MSIE": "Internet Explorer",
    "Edg": "Microsoft Edge",
    "YaBrowser": "Yandex Browser",
    "OPR": "Opera",
    "Firefox": "Mozilla Firefox",
    "Chrome": "Google Chrome",
    "CriOS": "Google Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iOS",
    "iPad": "iOS",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def network_of(address: str) -> str:
    """Return what stands for the place: an address of IPv4 itself, of IPv6 the network of a customer."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    bits = 128 - _NETWORK_BITS
    return f"{IPv6Address(int(parsed) >> bits << bits)}/{_NETWORK_BITS}"


def browser_of(told: str) -> str:
    """Return what people call the browser and its system, «Mozilla Firefox, Windows», from what it tells of itself."""
    browser = next((name for mark, name in _BROWSERS.items() if mark in told), told[:40].strip())
    system = next((name for mark, name in _SYSTEMS.items() if mark in told), "")
    return ", ".join(filter(None, [browser, system]))

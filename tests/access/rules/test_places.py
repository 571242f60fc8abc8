import pytest

from kabinet.access.rules.places import browser_of, network_of

_APPLE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"


class TestNetworkOf:
    @pytest.mark.parametrize(
        ("address", "network"),
        [
            ("192.0.2.1", "192.0.2.1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
            ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
            ("::1", "::/64"),
            ("", ""),
            ("unknown", "unknown"),
            ("x" * 500, "x" * 64),
        ],
    )
    def test_is_what_stays_when_the_address_changes_by_itself(self, address: str, network: str) -> None:
        assert network_of(address) == network


class TestBrowserOf:
    @pytest.mark.parametrize(
        ("told", "name"),
        [
            (
                "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Mozilla Firefox, Windows",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36", "Google Chrome, Linux"),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Microsoft Edge, Windows"),
            (
                "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 YaBrowser/25.1 Safari/537.36",
                "Yandex Browser, Windows",
            ),
            ("Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko", "Internet Explorer, Windows"),
            ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Google Chrome, Android"),
            (f"{_APPLE} Version/18.0 Mobile Safari/604.1", "Safari, iOS"),
            (f"{_APPLE} CriOS/140.0 Mobile Safari/604.1", "Google Chrome, iOS"),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari, macOS"),
            ("curl/8.0", "curl/8.0"),
            ("x" * 500, "x" * 40),
            ("", ""),
        ],
    )
    def test_is_what_people_call_it(self, told: str, name: str) -> None:
        assert browser_of(told) == name

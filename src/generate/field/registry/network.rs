//! Kinds of networks: addresses, hosts, requests and answers.

use crate::generate::field::kind::JsonType::{self, Integer, Number, String};
use crate::generate::field::kind::Source::{self, Decimal, Faker, Form, Make, OneOf, Whole};
use crate::generate::field::kind::{Domain, Kind};
use crate::generate::field::{small, text};

const fn kind(
    json_type: JsonType,
    name: &'static str,
    description: &'static str,
    faker: Option<&'static str>,
    names: &'static str,
    source: Source,
) -> Kind {
    Kind { name, domain: Domain::Network, description, json_type, faker, names, source }
}

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    kind(
        String, "ip_address", "An address on the internet", Some("internet.ip"),
        "ip, ip address, client ip, remote ip, ipaddress, source ip, server ip, host ip, ip addr, remote addr, remote address, \
        user ip, public ip, private ip, destination ip, gateway, gateway ip, local ip, internal ip, external ip, last ip, pod \
        ip, cluster ip, ip addresses, nameserver, source address, dns server, =dns, peer address, remote ip address, node ip, \
        last login ip, src ip, dst ip, login ip, whitelist, allowed ip, netaddr, sender ip",
        Faker,
    ),
    kind(
        String, "ipv4", "An IPv4 address", Some("internet.ipv4"),
        "ipv4, ipv4 address, ip4, ip v4, ipv 4",
        Faker,
    ),
    kind(
        String, "ipv6", "An IPv6 address", Some("internet.ipv6"),
        "ipv6, ipv6 address, ip6, ip v6, ipv6 gateway, global ipv6 address, link local ipv6 address",
        Faker,
    ),
    kind(
        String, "cidr", "A range of addresses", None,
        "cidr, subnet, ip range, cidr block, network cidr, subnet cidr, address range, prefix cidr, network address, ip prefix, \
        allowed ips, pod cidr, address block",
        Form("10.##.!.0/24"),
    ),
    kind(
        String, "netmask", "A mask of addresses", None,
        "netmask, subnet mask, mask",
        OneOf(&["255.255.255.0", "255.255.0.0", "255.0.0.0", "255.255.255.128"]),
    ),
    kind(
        String, "mac_address", "The address of a network card", Some("internet.mac"),
        "mac, mac address, macaddress, hardware address, bssid, ethernet address, hw address, physical address of card, wifi \
        mac, eth mac",
        Faker,
    ),
    kind(
        Integer, "port", "A port", Some("internet.port"),
        "port, port number, target port, host port, server port, source port, destination port, container port, remote port, \
        local port, listen port, http port, published port, public port, private port, proxy port, node port, smtp port, from \
        port, to port, min port, db port, exposed port, ssh port",
        Whole(1024, 65535),
    ),
    kind(
        String, "domain", "A name on the internet", Some("internet.domainName"),
        "domain, domain name, custom domain, root domain, email domain, site domain, primary domain, domain/name, fqdn of site, \
        allowed domain, tld domain, cookie domain, company domain, referring domain, zone name, dns name, dns zone, server \
        name, vanity domain",
        Make(text::domain),
    ),
    kind(
        String, "hostname", "The name of a machine", None,
        "registry, hostname, host, host name, machine name, server, node name, computer name, fqdn, remote host, server host, \
        node, smtp host, target host, db host, database host, proxy host, source host, cluster host, host/name, machine, \
        server/name, node/name, hosts, broker, instance name, server hostname, worker, proxy, computer, device host",
        Make(small::hostname),
    ),
    kind(
        String, "subdomain", "What is put before a domain", Some("internet.domainWord"),
        "subdomain, sub domain, domain word, tenant domain, workspace domain",
        Make(text::word),
    ),
    kind(
        String, "tld", "The end of a domain", Some("internet.domainSuffix"),
        "tld, top level domain, domain suffix, domain extension",
        OneOf(&["com", "org", "net", "io", "dev", "app"]),
    ),
    kind(
        String, "url", "The address of a page about what the object is about", Some("internet.url"),
        "terms of service url, privacy policy url, url, uri, link, href, permalink, web url, page url, canonical url, html url, \
        self, web link, landing page, absolute url, external url, public url, site url, target url, short url, web page, share \
        url, redirect uri, return url, redirect url, success url, cancel url, ~url, ~uri, ~href, deep link, links, urls, \
        location url, referer, referrer, ref url, referrer url, reset link, source url, see also, documentation url, checkout \
        url, policy url, terms url, hosted url, tracking url, receipt url, help url, more info, external link, verification \
        url, redirect, linked page, bookmark, docs, external docs, payment link, privacy policy, terms of service, refund url, \
        invoice url, embed, oembed, video link, invite link, documentation, terms",
        Make(text::url),
    ),
    kind(
        String, "api_url", "The address of an interface on the web", None,
        "api url, endpoint, base url, webhook url, callback url, api endpoint, endpoint url, webhook, callback, service url, \
        base uri, notify url, notification url, hook url, callback uri, issuer url, jwks uri, jwks url, token url, \
        authorization url, server url, repository api url, events url, self link, resource url, target endpoint, authorization \
        endpoint, token endpoint, userinfo endpoint, webhook/url, request url, ping url, upstream url, authorize url, issuer \
        uri, service endpoint, api base, upstream, webhook endpoint, server/url, server address, registration endpoint, \
        introspection endpoint, revocation endpoint, socket url, health check url",
        Make(small::api_url),
    ),
    kind(
        String, "website", "The address of a site", Some("internet.url"),
        "website, website url, homepage, home page, web site, site, blog, blog url, company website, portfolio, homepage url, \
        business url, web, home url, profile link, company url, website link, organization url, business website",
        Make(text::website),
    ),
    kind(
        String, "url_path", "A path on the web", None,
        "url path, route, request path, uri path, request uri, path pattern, pathname, page path, endpoint path, resource path, \
        web path, api path, path template, base path, health check path, full path of url, health path",
        Make(text::url_path),
    ),
    kind(
        String, "query_string", "What follows a question mark", None,
        "query string, query params, querystring, url params, search params, query parameters, request params",
        OneOf(&["page=2&sort=name", "q=lamp&limit=20", "status=open", "from=2025-01-01&to=2025-01-31", "sort=-created_at"]),
    ),
    kind(
        String, "http_method", "What a request asks to be done", Some("internet.httpMethod"),
        "http method, request method, verb, http verb, =method, request/method, allowed method, rest method, request type http, \
        endpoint method",
        OneOf(&["GET", "POST", "PUT", "PATCH", "DELETE"]),
    ),
    kind(
        Integer, "http_status", "The status of an answer", Some("internet.httpStatusCode"),
        "http status, status code, http status code, response code, http code, response status, response status code, \
        status/code, http response code, response/status, response/code, expected status, status http, =statuscode, http \
        response status code, expected status code",
        Make(small::http_status),
    ),
    kind(
        String, "protocol", "How machines speak", Some("internet.protocol"),
        "protocol, network protocol, transport, transport protocol, ip protocol, protocols, app protocol, scheme, url scheme, \
        uri scheme, protocol name, connection type, backend protocol, listener protocol",
        OneOf(&["https", "http", "tcp", "udp", "wss", "grpc"]),
    ),
    kind(
        String, "user_agent", "How a client names itself", Some("internet.userAgent"),
        "user agent, useragent, browser agent, ua, http user agent, user agent string, client user agent, browser user agent, \
        user agents",
        OneOf(&[
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
            "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        ]),
    ),
    kind(
        String, "browser", "A browser", None,
        "browser, browser name, web browser, client browser, browser/name, browser type, browser family",
        OneOf(&["Chrome", "Firefox", "Safari", "Edge", "Opera"]),
    ),
    kind(
        String, "dns_record_type", "A type of name record", None,
        "dns record type, record type, dns type, record/type, rr type, query type dns",
        OneOf(&["A", "AAAA", "CNAME", "MX", "TXT", "NS"]),
    ),
    kind(
        String, "ssid", "The name of a wireless network", None,
        "ssid, wifi name, wifi, network ssid, wireless network, wifi ssid",
        OneOf(&["Guest-WiFi", "Office-5G", "HomeNet", "CoffeeCorner", "Library-Public", "Lobby"]),
    ),
    kind(
        Integer, "latency_ms", "How long an answer took, in milliseconds", None,
        "latency, latency ms, response time, response time ms, ping, rtt, round trip time, ping ms, delay ms, lag, response ms, \
        average latency, ttfb, load time, delay, jitter, p 99, p 95, p 50",
        Whole(4, 900),
    ),
    kind(
        Number, "bandwidth", "Megabits per second", None,
        "bandwidth, throughput, download speed, upload speed, mbps, network speed, speed mbps, data rate, transfer rate, speed \
        of network",
        Decimal(10, 9400, 1),
    ),
    kind(
        String, "asn", "The number of a network", None,
        "asn, as number, autonomous system, autonomous system number",
        Form("AS!####"),
    ),
    kind(
        String, "isp", "Who provides a connection", None,
        "isp, internet provider, internet service provider, mobile operator, operator name, network operator, carrier network, \
        phone carrier, mobile carrier, asn organization, isp name, sim operator, mobile network, operator/name",
        OneOf(&["Comcast", "Deutsche Telekom", "Orange", "Vodafone", "AT&T", "BT", "Telia", "KPN"]),
    ),
    kind(
        String, "referrer_source", "Where a visit came from", None,
        "utm source, traffic source, lead source, source channel, acquisition source, referral source, source name, utm medium, \
        acquisition channel, marketing channel, utm campaign source, campaign source, channel type, channel/name",
        OneOf(&["google", "newsletter", "facebook", "direct", "partner", "linkedin"]),
    ),
    kind(
        String, "network_name", "A network", None,
        "network, network name, vpc, vlan, network/name, subnet name, network mode, vnet, interface name, network interface, \
        interface, vlan name, ethernet interface",
        OneOf(&["default", "bridge", "backend", "frontend", "eth0", "internal", "public", "mesh"]),
    ),
    kind(
        String, "header_name", "The name of a header", None,
        "header name, header, http header, header/name, request header, header key, response header",
        OneOf(&["Content-Type", "Authorization", "Accept", "X-Request-Id", "Cache-Control", "User-Agent", "ETag"]),
    ),
];

import Foundation
import HTTPTypes
import HelpdeskModels
import Testing

@testable import HelpdeskServer

@Suite struct TrustedProxyTests {
    private static func proxies(_ texts: [String] = ["10.0.0.0/8", "2001:db8:f::/48", "192.0.2.7"]) -> TrustedProxies {
        TrustedProxies(texts.compactMap { IPNetwork($0) })
    }

    private func client(_ headers: [String: String], from peer: String) throws -> String? {
        var fields: HTTPFields = [:]
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        let client = Self.proxies().client(fields, peer: IPAddress(peer))
        return client.map { address in
            address.isIPv4 ? address.bytes.suffix(4).map(String.init).joined(separator: ".") : address.network
        }
    }

    @Test("Headers of a peer that is no trusted proxy are passed over")
    func stranger() throws {
        #expect(try client(["X-Forwarded-For": "198.51.100.1"], from: "192.0.2.8") == "192.0.2.8")
        #expect(try client(["Forwarded": "for=198.51.100.1"], from: "192.0.2.8") == "192.0.2.8")
    }

    @Test(
        "The client is the right-most address that is no trusted proxy",
        arguments: [
            ("198.51.100.1", "198.51.100.1"), ("203.0.113.9, 198.51.100.1", "198.51.100.1"),
            ("203.0.113.9, 198.51.100.1, 10.1.2.3", "198.51.100.1"), ("198.51.100.1:4711", "198.51.100.1"),
            ("10.1.2.3, 10.4.5.6", "10.1.2.3"), ("198.51.100.1, nonsense, 10.1.2.3", "10.1.2.3"),
            ("::ffff:198.51.100.1", "198.51.100.1"), ("", "192.0.2.7"), ("unknown", "192.0.2.7"),
            ("198.51.100.1,", "192.0.2.7"), ("2001:db8:1:2::9", "20010db800010002"),
            ("[2001:db8:1:2::9]:80", "20010db800010002"), ("198.51.100.1, 2001:db8:f:1::1", "198.51.100.1"),
        ])
    func rightMost(value: String, expected: String) throws {
        #expect(try client(["X-Forwarded-For": value], from: "192.0.2.7") == expected)
    }

    @Test(
        "Forwarded is read as RFC 7239 has it",
        arguments: [
            ("for=198.51.100.1", "198.51.100.1"), ("For=\"198.51.100.1:80\";proto=https", "198.51.100.1"),
            ("for=203.0.113.9, proto=https; for=198.51.100.1 ;by=10.0.0.1", "198.51.100.1"),
            ("for=\"[2001:db8:1:2::9]:4711\"", "20010db800010002"), ("for=_hidden", "192.0.2.7"),
            ("for=198.51.100.1, for=unknown", "192.0.2.7"), ("by=198.51.100.1", "192.0.2.7"),
        ])
    func forwarded(value: String, expected: String) throws {
        #expect(try client(["Forwarded": value], from: "192.0.2.7") == expected)
    }

    @Test("A proxy may add a line of its own behind the client's, as haproxy does, and so may a second one")
    func severalLines() throws {
        let name = try #require(HTTPField.Name("X-Forwarded-For"))
        func client(_ lines: [String], from peer: String) -> String? {
            let fields = HTTPFields(lines.map { HTTPField(name: name, value: $0) })
            return Self.proxies().client(fields, peer: IPAddress(peer))?.network
        }
        let expected = IPAddress("198.51.100.1")?.network
        #expect(client(["203.0.113.9", "198.51.100.1"], from: "192.0.2.7") == expected)
        #expect(client(["203.0.113.9, 10.9.9.9", "198.51.100.1", "2001:db8:f:1::1"], from: "10.0.0.2") == expected)
        #expect(client(["198.51.100.1", "unknown"], from: "192.0.2.7") == IPAddress("192.0.2.7")?.network)
        let own = IPAddress("2001:db8:1:2::9")?.network
        #expect(client(["198.51.100.1", "2001:db8:1:2::9", "10.1.1.1"], from: "2001:db8:f::2") == own)
    }

    @Test("Where both headers are there and do not agree, one of them came from the client: neither is believed")
    func disagreement() throws {
        let headers = ["Forwarded": "for=203.0.113.9", "X-Forwarded-For": "198.51.100.1"]
        #expect(try client(headers, from: "192.0.2.7") == "192.0.2.7")
        let agreeing = ["Forwarded": "for=198.51.100.1", "X-Forwarded-For": "198.51.100.1"]
        #expect(try client(agreeing, from: "192.0.2.7") == "198.51.100.1")
    }

    @Test(
        "What is no network, or has bits beyond its prefix, is none",
        arguments: [
            "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/", "10.0.0.0/-1", "10.0.0", "2001:db8::/129", "localhost", "",
            "fe80::1%eth0",
        ])
    func networks(text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test("Behind a trusted proxy each client has its own attempts to sign in")
    func signIn() async throws {
        var policy = ServerPolicy()
        policy.trustedProxies = Self.proxies()
        let desk = try TestDesk(policy: policy)
        func attempt(_ client: String, from peer: String) async throws -> Int {
            let headers: HTTPFields = [
                .contentType: "application/json", try #require(HTTPField.Name("X-Forwarded-For")): client,
            ]
            return try await desk.send(
                .post, "/v1/sessions", as: nil, headers: headers,
                body: WireJSON.encode(SignIn(code: "x", request: .make(), label: "")), from: peer
            ).status
        }
        for _ in 0..<10 { #expect(try await attempt("198.51.100.1", from: "10.0.0.1") == 401) }
        #expect(try await attempt("203.0.113.9, 198.51.100.1", from: "10.0.0.1") == 429)
        #expect(try await attempt("198.51.100.2", from: "10.0.0.1") == 401)
        for number in 0..<10 { #expect(try await attempt("198.51.100.\(number)", from: "192.0.2.9") == 401) }
        #expect(try await attempt("198.51.100.77", from: "192.0.2.9") == 429)
    }
}

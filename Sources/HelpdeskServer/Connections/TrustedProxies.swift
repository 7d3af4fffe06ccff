import HTTPTypes

/// The reverse proxies that are believed about the client's address.
public struct TrustedProxies: Hashable, Sendable {
    private let networks: [IPNetwork]

    public init() {
        networks = []
    }

    init(_ networks: [IPNetwork]) {
        self.networks = networks
    }

    func contain(_ address: IPAddress?) -> Bool {
        guard let address else { return false }
        return networks.contains { $0.contains(address) }
    }

    /// The client behind a request from `peer`: the peer itself, or if that is a trusted proxy, the address that it gives
    /// in `Forwarded` (RFC 7239) or `X-Forwarded-For`.
    ///
    /// The last address that is not a proxy's counts, because the client itself may have sent those before it. A proxy sets
    /// one of the two headers and may pass the other one on unchanged, so if they differ, neither is believed.
    func client(_ headers: HTTPFields, peer: IPAddress?) -> IPAddress? {
        guard let peer, contain(peer) else { return peer }
        let standard = headers[.forwarded].map { Self.forwarded($0) }
        let common = headers[.xForwardedFor].map { Self.list($0) }
        let found = [standard, common].compactMap { $0 }.map { client(among: $0, peer: peer) }
        guard let client = found.first, found.allSatisfy({ $0 == client }) else { return peer }
        return client
    }

    /// Searches from the right; an unreadable address ends the search at the proxy that gave it.
    private func client(among addresses: [IPAddress?], peer: IPAddress) -> IPAddress {
        var nearest = peer
        for address in addresses.reversed() {
            guard let address else { return nearest }
            nearest = address
            if !contain(address) { return address }
        }
        return nearest
    }

    /// `192.0.2.7, 2001:db8::1`, with or without ports.
    private static func list(_ value: String) -> [IPAddress?] {
        value.split(separator: ",", omittingEmptySubsequences: false).map { node($0) }
    }

    /// `for=192.0.2.7;proto=https, for="[2001:db8::1]:4711"`.
    private static func forwarded(_ value: String) -> [IPAddress?] {
        value.split(separator: ",", omittingEmptySubsequences: false).map { element in
            for pair in element.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, trimmed(parts[0]).lowercased() == "for" else { continue }
                return node(parts[1])
            }
            return nil
        }
    }

    /// An address, in brackets or not, without its port and quotation marks; nil if it is none (`unknown`, `_hidden`).
    private static func node(_ text: Substring) -> IPAddress? {
        var text = trimmed(text)
        if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") { text = text.dropFirst().dropLast() }
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            return IPAddress(text[text.index(after: text.startIndex)..<end])
        }
        if let address = IPAddress(text) { return address }
        // IPv4 with a port has one colon.
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? IPAddress(parts[0]) : nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text.drop { $0 == " " || $0 == "\t" }
    }
}

extension HTTPField.Name {
    fileprivate static let forwarded = Self("Forwarded") ?? .expect
    fileprivate static let xForwardedFor = Self("X-Forwarded-For") ?? .expect
}

import Foundation
import HelpdeskDesk
import NIOCore

/// An address of IPv6, or of IPv4 as one of IPv6 (RFC 4291, section 2.5.5.2).
struct IPAddress: Hashable, Sendable {
    /// 16 of them.
    let bytes: [UInt8]

    /// Nil if the text is no address. A scope (`fe80::1%eth0`) is ignored.
    init?(_ text: some StringProtocol) {
        let text = String(text.prefix { $0 != "%" })
        var (four, six) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = Self.mapped + withUnsafeBytes(of: four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = withUnsafeBytes(of: six) { Array($0) }
        } else {
            return nil
        }
    }

    init?(_ address: SocketAddress?) {
        guard let text = address?.ipAddress else { return nil }
        self.init(text)
    }

    private static let mapped: [UInt8] = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]

    var isIPv4: Bool { bytes.starts(with: Self.mapped) }

    /// The key for counting peers: an address of IPv4, or the network of 64 bits of IPv6, in which one customer of a
    /// provider has all addresses (RFC 6177).
    var network: String { bytes[..<(isIPv4 ? 16 : 8)].hexadecimal }
}

/// The addresses that begin with the same bits: `10.0.0.0/8`, `2001:db8::/32`, or one address alone.
struct IPNetwork: Hashable, Sendable {
    private let address: IPAddress
    /// Of 128, also for IPv4.
    private let prefix: Int

    /// Nil if the text is not a network, or if the address has bits beyond its prefix, which is nearly always a mistake.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(parts[0]), !text.contains("%") else { return nil }
        let offset = address.isIPv4 && !parts[0].contains(":") ? 96 : 0
        var prefix = 128
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let bits = Int(parts[1]), bits <= 128 - offset
            else { return nil }
            prefix = bits + offset
        }
        self.address = address
        self.prefix = prefix
        guard Self.masked(address, prefix) == address.bytes else { return nil }
    }

    func contains(_ other: IPAddress) -> Bool {
        Self.masked(other, prefix) == address.bytes
    }

    private static func masked(_ address: IPAddress, _ prefix: Int) -> [UInt8] {
        address.bytes.enumerated().map { index, byte in
            let bits = min(max(prefix - 8 * index, 0), 8)
            return byte & UInt8(truncatingIfNeeded: 0xFF00 >> bits)
        }
    }
}

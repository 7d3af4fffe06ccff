import Foundation
import HelpdeskDesk
import NIOCore

/// An address of IPv6, or of IPv4 as one of IPv6 (RFC 4291, section 2.5.5.2).
struct IPAddress: Hashable, Sendable {
    /// 16 of them.
    let bytes: [UInt8]

    /// Nil if the text is no address. A scope (`fe80::1%eth0`) is passed over.
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

    /// What counts as one peer: an address of IPv4; of IPv6 the network of 64 bits, because one customer of a provider has
    /// all addresses in it (RFC 6177).
    var network: String { bytes[..<(isIPv4 ? 16 : 8)].hexadecimal }
}

import Foundation
import Hummingbird
import Logging
import NIOCore

/// What accompanies a request.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection (HTTP/1.1) or stream (HTTP/2) of the request; nil where there is none, as in tests.
    let channel: (any Channel)?
    private let knownAddress: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        knownAddress = nil
    }

    /// For a request that did not come over a network.
    init(logger: Logger, address: String = "") {
        struct Source: RequestContextSource {
            let logger: Logger
        }
        coreContext = CoreRequestContextStorage(source: Source(logger: logger))
        channel = nil
        knownAddress = address
    }

    /// Who asks, as an IP address; empty where it is not known. Of IPv6, the network of 64 bits, because one customer of
    /// a provider has all addresses in it (RFC 6177).
    var network: String {
        let address = knownAddress ?? channel?.remoteAddress?.ipAddress ?? ""
        var bytes = in6_addr()
        guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        return withUnsafeBytes(of: bytes) { bytes in
            // An IPv4 address written as one of IPv6 (RFC 4291, section 2.5.5.2) is one of many in its network.
            let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            return bytes[..<(isMapped ? 16 : 8)].hexadecimal
        }
    }
}

import Foundation
import HelpdeskTransport

/// The address of a desk, `https://host[:port][/path]`, in its canonical spelling.
public struct DeskAddress: Hashable, Sendable {
    /// Without a slash at the end.
    public let url: String
    /// The host, with the port if there is one, for messages.
    public let host: String

    /// Reads an address that a person typed; without a scheme it is `https`.
    ///
    /// Throws `insecureAddress` for `http`, and `malformedAddress` for anything else that is not such an address.
    public init(_ text: String) throws(HelpdeskError) {
        var rest = text.drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        let trimmed = String(rest)
        let full = trimmed.contains("://") ? trimmed : "https://" + trimmed
        // An error message must not show a password in the address.
        let shown = Redaction.userInfo(in: trimmed)
        let isPlain = full.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isPlain, let parts = URLComponents(string: full), let host = parts.percentEncodedHost, !host.isEmpty,
            !host.contains("%")
        else {
            throw HelpdeskError(.malformedAddress, subject: shown)
        }
        let scheme = parts.scheme?.lowercased()
        if scheme == "http" { throw HelpdeskError(.insecureAddress, subject: shown) }
        guard scheme == "https", parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil,
            (parts.port ?? 443) > 0, (parts.port ?? 443) < 65_536
        else { throw HelpdeskError(.malformedAddress, subject: host) }
        let port = parts.port.flatMap { $0 == 443 ? nil : ":\($0)" } ?? ""
        var path = parts.percentEncodedPath
        while path.hasSuffix("/") { path.removeLast() }
        self.host = host.lowercased() + port
        url = "https://" + self.host + path
    }
}

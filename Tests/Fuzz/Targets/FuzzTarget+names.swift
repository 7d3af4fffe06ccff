import Foundation
import HelpdeskModels

@testable import HelpdeskCore
@testable import HelpdeskServer

/// Names of files and desks.
extension FuzzTarget {
    /// Every name from outside names one file in its folder, and can be sent in a header.
    static func names(_ text: String) throws(Finding) {
        let name = SafeFileName.make(from: text)
        try requireFileName(name)
        try requireSame(SafeFileName.make(from: name), name, "made safe twice")
        try requireFileName(SafeFileName.numbered(name, 12))
        _ = MediaType.guess(name: text, head: Array(text.utf8.prefix(16)))

        let header = ContentDisposition.attachment(named: text)
        try require(header.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "not for a header: \(header)")
        try require(header.utf8.count { $0 == UInt8(ascii: "\"") } == 2, "quotes in quotes: \(header)")
        // The encoded name has no apostrophe, the plain one before it may have some.
        let encoded = header.range(of: "''", options: .backwards).map { header[$0.upperBound...] }
        let sent = encoded?.removingPercentEncoding ?? ""
        try requireSame(sent, text, "another name is sent")

        let field = RTMultipart.name(text)
        try require(!field.unicodeScalars.contains { $0 == "\"" || $0.value < 0x20 }, "ends the field: \(field)")
    }

    private static func requireFileName(_ name: String) throws(Finding) {
        try require((1...255).contains(name.utf8.count), "\(name.utf8.count) bytes")
        for scalar in name.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                throw Finding("U+\(String(scalar.value, radix: 16)) in a name")
            default: try require(!"/\\:*?\"<>|".unicodeScalars.contains(scalar), "\(scalar) in \(name)")
            }
        }
        let (first, last) = (name.unicodeScalars.first, name.unicodeScalars.last)
        try require(first != "." && first != "-" && first?.properties.isWhitespace == false, "begins badly: \(name)")
        try require(last != "." && last?.properties.isWhitespace == false, "ends badly: \(name)")
    }

    /// An address that is accepted is one of HTTPS with nothing secret in it, and is the same when it is read again.
    static func address(_ text: String) throws(Finding) {
        guard let address = try? DeskAddress(text) else { return }
        try require(address.url.utf8.allSatisfy { (0x21..<0x7F).contains($0) }, "not plain: \(address.url)")
        let parts = URLComponents(string: address.url)
        try require(
            parts?.scheme == "https" && parts?.user == nil && parts?.password == nil && parts?.query == nil
                && parts?.fragment == nil, "more than an address: \(address.url)")
        try require((try? DeskAddress(address.url)) == address, "\(address.url) is read as another")
    }
}

import Foundation
import HelpdeskModels

/// What a message consists of.
struct RTContent: Sendable {
    /// In RT's order.
    var parts: [RTPart] = []
    /// The texts of the parts that are text, by their number.
    var texts: [Int64: String] = [:]

    /// Plain text where there is some, else what the HTML says.
    var text: String {
        let plain = parts.filter { $0.isText && $0.mediaType == "text/plain" }.compactMap { texts[$0.number] }
            .map(Self.clean).filter { !$0.isEmpty }
        if !plain.isEmpty { return plain.joined(separator: "\n\n") }
        return parts.filter { $0.isText && $0.mediaType == "text/html" }.compactMap { texts[$0.number] }
            .map { Self.clean(HTMLText.convert($0)) }.joined(separator: "\n\n")
    }

    func attachments(_ identifier: RTIdentifier) -> [Attachment] {
        parts.filter(\.isFile).map { $0.attachment(identifier) }
    }

    static func clean(_ text: String) -> String {
        var text = text.replacingOccurrences(of: "\r\n", with: "\n")
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

import CLibXML2
import Foundation

/// An element of a store's answer in XML, with the elements inside it.
struct ObjectStoreAnswer: Sendable {
    let name: String
    /// Of the element itself, without the elements inside.
    private(set) var text = ""
    private var children: [ObjectStoreAnswer] = []

    /// Whether libxml2 is there, which reads the answers.
    static let isAvailable: Bool = clibxml2_load()

    /// The root; nil if it is not XML.
    init?(_ body: Data) {
        guard Self.isAvailable else { return nil }
        let document = body.withUnsafeBytes { bytes in
            clibxml2_parse_xml(bytes.assumingMemoryBound(to: CChar.self).baseAddress, Int32(clamping: bytes.count))
        }
        guard let document else { return nil }
        defer { clibxml2_free(document) }
        guard let root = clibxml2_root(document) else { return nil }
        self.init(root)
    }

    /// A document is never nested more than 256 deep.
    private init(_ node: OpaquePointer) {
        name = clibxml2_name(node).map { String(cString: $0) } ?? ""
        var next = clibxml2_children(node)
        while let child = next {
            switch clibxml2_kind_of(child) {
            case CLIBXML2_ELEMENT: children.append(ObjectStoreAnswer(child))
            case CLIBXML2_TEXT: if let content = clibxml2_content(child) { text += String(cString: content) }
            default: break
            }
            next = clibxml2_next(child)
        }
    }

    /// The text of the first element of this name.
    subscript(name: String) -> String? { children.first { $0.name == name }?.text }

    func all(_ name: String) -> [ObjectStoreAnswer] { children.filter { $0.name == name } }
}

extension ObjectStoreAnswer {
    /// A text as the content of an element.
    static func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// A time like `2026-11-29T21:15:10.534Z` or without a fraction; nil for another text.
    static func time(_ text: String?) -> Date? {
        guard let text else { return nil }
        return try? Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains(".")).parse(text)
    }
}

/// A question that a topic asks beside the text: a call sign, a phone number, an order number.
public struct TopicField: Codable, Hashable, Sendable {
    /// How an answer is written and checked.
    public enum Kind: String, Codable, Sendable {
        /// Any text on one line.
        case text
        /// Digits, spaces and `+ - ( )`, with at least five digits.
        case phone
        /// Digits only.
        case number
    }

    /// Names the field within its topic.
    public var key: String
    public var label: LocalizedText
    /// An example or a short explanation.
    public var hint: LocalizedText?
    public var kind: Kind
    public var isRequired: Bool

    public init(key: String, label: LocalizedText, hint: LocalizedText? = nil, kind: Kind, isRequired: Bool) {
        self.key = key
        self.label = label
        self.hint = hint
        self.kind = kind
        self.isRequired = isRequired
    }

    /// Whether `value` is written as the kind asks; an empty value is (`isRequired` is checked elsewhere).
    public func accepts(_ value: String) -> Bool {
        if value.isEmpty { return true }
        let digits = value.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        switch kind {
        case .text: return !value.contains(where: \.isNewline)
        case .number: return digits == value.utf8.count
        case .phone: return digits >= 5 && value.allSatisfy { "0123456789 +-()".contains($0) }
        }
    }
}

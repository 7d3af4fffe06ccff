/// A value in what is sent to RT.
enum RTField: Encodable, Sendable {
    case text(String)
    /// Custom fields by name.
    case fields([String: String])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .fields(let fields): try container.encode(fields)
        }
    }
}

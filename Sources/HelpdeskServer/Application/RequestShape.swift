import Foundation

/// Which fields a JSON body may have; whatever else it has is refused by name.
enum RequestShape: Sendable {
    case value
    case object([String: RequestShape])
    indirect case list(RequestShape)

    /// The path of the first field that is not foreseen, for example `message.colour`; nil if there is none.
    func unknownField(in json: Any, at path: String = "") -> String? {
        switch self {
        case .value:
            return nil
        case .list(let shape):
            guard let list = json as? [Any] else { return nil }
            return list.lazy.compactMap { shape.unknownField(in: $0, at: path) }.first
        case .object(let fields):
            guard let object = json as? [String: Any] else { return nil }
            for (key, value) in object.sorted(by: { $0.key < $1.key }) {
                let name = path.isEmpty ? key : "\(path).\(key)"
                guard let shape = fields[key] else { return String(name.prefix(100)) }
                if let unknown = shape.unknownField(in: value, at: name) { return unknown }
            }
            return nil
        }
    }
}

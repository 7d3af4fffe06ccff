public import Foundation
import HelpdeskDesk
public import HelpdeskModels

/// Topics as an administrator writes them: a JSON array.
public enum TopicFile {
    /// Reads a file of topics. Throws ``ServerFailure`` with a sentence that names the place and the key.
    public static func topics(in file: URL) throws -> [Topic] {
        let data: Data
        do {
            data = try Data(contentsOf: file)
        } catch {
            throw ServerFailure("\(file.path) cannot be read. Check its path and permissions.")
        }
        return try topics(in: data, named: file.path)
    }

    static func topics(in data: Data, named file: String) throws -> [Topic] {
        do {
            return try WireJSON.decode(from: data)
        } catch let error as DecodingError {
            throw ServerFailure(
                "\(file): \(reason(error, ids(in: data))). See what `cabdeskd admin topic list --json` prints.")
        }
    }

    private static func reason(_ error: DecodingError, _ ids: [String?]) -> String {
        func named(_ path: [any CodingKey]) -> String { place(path, ids) }
        return switch error {
        case .keyNotFound(let key, let context): "\(named(context.codingPath + [key])) is missing"
        case .valueNotFound(_, let context): "\(named(context.codingPath)) must not be null"
        case .typeMismatch(let type, let context): "\(named(context.codingPath)) must be \(word(for: type))"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "this is not JSON\(syntax(context).map { " (\($0))" } ?? "")"
                : "\(named(context.codingPath)) has a value that is not known"
        @unknown default: "this is not an array of topics"
        }
    }

    /// `topic 3 (printer), fields 1, label`
    private static func place(_ path: [any CodingKey], _ ids: [String?]) -> String {
        guard let index = path.first?.intValue else {
            return path.isEmpty ? "the whole file" : "the key \(path.map(\.stringValue).joined(separator: "."))"
        }
        let id = ids.indices.contains(index) ? ids[index].map { " (\($0))" } ?? "" : ""
        var parts = ["topic \(index + 1)\(id)"]
        for key in path.dropFirst() {
            if let index = key.intValue {
                parts.append("no. \(index + 1)")
            } else {
                parts.append("the key \(key.stringValue)")
            }
        }
        return parts.joined(separator: ", ")
    }

    private static func word(for type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text in quotation marks"
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type, is any BinaryFloatingPoint.Type: "a number"
        case is any Sequence.Type where !(type is any ExpressibleByDictionaryLiteral.Type): "an array, [ … ]"
        default: "an object, { … }"
        }
    }

    private static func syntax(_ context: DecodingError.Context) -> String? {
        (context.underlyingError as NSError?)?.userInfo[NSDebugDescriptionErrorKey] as? String
    }

    /// The ids of the topics as far as they can be read, so that a message can name one.
    private static func ids(in data: Data) -> [String?] {
        struct Named: Decodable {
            let id: String?

            init(from decoder: any Decoder) {
                // The message is about the unreadable parts.
                id = try? decoder.container(keyedBy: Key.self).decode(String.self, forKey: .id)
            }

            enum Key: CodingKey { case id }
        }
        return (try? JSONDecoder().decode([Named].self, from: data).map(\.id)) ?? []
    }
}

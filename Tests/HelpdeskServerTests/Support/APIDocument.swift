import Foundation
import HTTPTypes
import Testing

@testable import HelpdeskServer

/// The paths, methods and statuses of docs/openapi.yaml, read by their indentation.
struct APIDocument: Sendable {
    static let shared = APIDocument()

    /// Statuses by `METHOD /path`.
    let statuses: [String: Set<Int>]
    /// The names of the parameters in the query, by `METHOD /path`.
    let query: [String: Set<String>]
    /// The operations that need no token.
    let open: Set<String>

    static let url = URL(filePath: #filePath).appending(path: "../../../../docs/openapi.yaml").standardizedFileURL

    private init() {
        let text = (try? String(contentsOf: Self.url, encoding: .utf8)) ?? ""
        let parameters = Self.queryParameters(in: text)
        var found: [String: Set<Int>] = [:]
        var query: [String: Set<String>] = [:]
        var open: Set<String> = []
        var (path, operation) = ("", "")
        for line in text.split(separator: "\n") {
            let indentation = line.prefix { $0 == " " }.count
            let word = line.dropFirst(indentation).prefix { $0 != ":" }.replacing("'", with: "")
            switch indentation {
            case 0: path = ""
            case 2: path = word.hasPrefix("/") ? String(word) : ""
            case 4 where !path.isEmpty && word != "parameters":
                operation = "\(word.uppercased()) \(path)"
                found[operation] = []
            case 6 where !path.isEmpty && line.hasSuffix("security: []"): open.insert(operation)
            case 8 where !path.isEmpty:
                if let status = Int(word) { found[operation]?.insert(status) }
                let name = line.split(separator: "/").last.map { String($0).replacing("'", with: "") } ?? ""
                if line.contains("#/components/parameters/"), let parameter = parameters[name] {
                    query[operation, default: []].insert(parameter)
                }
            default: break
            }
        }
        statuses = found
        self.query = query
        self.open = open
    }

    /// Names in the query by those of the components: a `name:` two lines below a component, with `in: query` after it.
    private static func queryParameters(in text: String) -> [String: String] {
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        var found: [String: String] = [:]
        for index in lines.indices.dropLast(2) where lines[index + 2] == "in: query" {
            found[lines[index].replacing(":", with: "")] = lines[index + 1].replacing("name: ", with: "")
        }
        return found
    }

    /// Records an issue if a known operation answered with a status that it does not have in the document.
    func check(_ method: HTTPRequest.Method, _ path: String, _ status: Int, _ endpoints: [Endpoint]) {
        let plain = String(path.prefix { $0 != "?" })
        guard let endpoint = endpoints.first(where: { $0.method == method && $0.matches(path: plain) }) else { return }
        let documented = statuses[endpoint.name] ?? []
        #expect(documented.contains(status), "\(endpoint.name) answered \(status)")
    }
}

extension Endpoint {
    /// As the document calls it: `METHOD /path`.
    var name: String { "\(method.rawValue) \(path)" }
}

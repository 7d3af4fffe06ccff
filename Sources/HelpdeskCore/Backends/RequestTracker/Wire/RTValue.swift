import Foundation
import HelpdeskModels

/// A value of RT's JSON, read as loosely as RT writes it: numbers may be strings, missing values "", and empty lists
/// strings.
enum RTValue: Sendable {
    case nothing
    case number(Int64)
    case text(String)
    case list([RTValue])
    case object([String: RTValue])

    /// Throws if the data is not JSON, or too large.
    init(_ data: Data) throws {
        guard Self.bounds.allows(data) else { throw HelpdeskError(.badAnswer, detail: "JSON of too many parts") }
        self.init(plain: try JSONSerialization.jsonObject(with: data, options: [.fragmentsAllowed]))
    }

    private init(plain: Any) {
        switch plain {
        case let text as String: self = .text(text)
        case let number as NSNumber:
            let value = number.doubleValue
            self = abs(value) < Double(Self.bound) ? .number(Int64(value)) : .nothing
        case let items as [Any]: self = .list(items.map { RTValue(plain: $0) })
        case let members as [String: Any]: self = .object(members.mapValues { RTValue(plain: $0) })
        default: self = .nothing
        }
    }

    /// The member of an object; `nothing` if there is none.
    subscript(key: String) -> RTValue {
        guard case .object(let members) = self else { return .nothing }
        return members[key] ?? .nothing
    }

    /// Empty if it is not a text.
    var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): String(number)
        case .list, .object, .nothing: ""
        }
    }

    /// A whole number, which may be written as text. All real numbers of RT are far below the bound, which keeps sums and
    /// products from overflowing.
    var number: Int64? {
        switch self {
        case .text(let text): Int64(text).flatMap { (-Self.bound + 1..<Self.bound).contains($0) ? $0 : nil }
        case .number(let number): number
        case .list, .object, .nothing: nil
        }
    }

    private static let bound: Int64 = 1 << 48
    /// A hundred rows have a tenth of it.
    private static let bounds = JSONBounds(values: 300_000, depth: 64)

    /// The number of a thing, given as a number or as an object; nil for an impossible number.
    var identifier: Int64? {
        guard let number = isObject ? self["id"].number : number, RTIdentifier.numbers.contains(number) else {
            return nil
        }
        return number
    }

    /// Empty if it is not a list.
    var items: [RTValue] {
        guard case .list(let items) = self else { return [] }
        return items
    }

    var isObject: Bool {
        guard case .object = self else { return false }
        return true
    }
}

/// RT's dates: `2026-11-22T18:30:57Z`, in whole seconds; a date that is not set reads 1970.
enum RTDate {
    static func read(_ text: String) -> Timestamp? {
        guard let time = Timestamp(text), time.milliseconds > 0 else { return nil }
        return time
    }
}

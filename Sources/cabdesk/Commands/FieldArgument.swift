import ArgumentParser
import HelpdeskModels

/// `KEY=VALUE`: an answer to a question of a topic.
struct FieldArgument: ExpressibleByArgument {
    let value: FieldValue

    init?(argument: String) {
        guard let separator = argument.firstIndex(of: "="), separator != argument.startIndex else { return nil }
        value = FieldValue(
            key: String(argument[..<separator]), value: String(argument[argument.index(after: separator)...]))
    }
}

import HelpdeskModels
import SystemKit

/// A new ticket: topic, fields, text.
extension SupportMachine {
    /// The longest subject that is made out of a text, in characters.
    private static let subjectLength = 80

    static func chooseTopic(_ context: SupportContext, _ step: inout SupportStep) {
        step.memory.step = .choosingTopic
        step.memory.hasSeenAdvice = false
        let language = step.memory.language
        let rows = context.topics.prefix(50).map { topic in
            [InlineButton(topic.title[language], data: SupportButton.topic(topic.id).data)]
        }
        step.say(.chooseTopic, keyboard: Array(rows))
    }

    /// The topic is chosen: its fields come first, then the text, unless the text is there already.
    static func begin(_ topic: Topic, _ step: inout SupportStep) {
        let advice = topic.recommendation[step.memory.language]
        let asks = topic.fields.contains(where: \.isRequired)
        if asks || step.memory.held.isEmpty {
            step.memory.hasSeenAdvice = true
            var text = FormattedText()
            text.append(topic.title[step.memory.language], as: "bold")
            if !advice.isEmpty { text.append("\n\n\(advice)") }
            step.say(text)
        }
        proceed(topic, [], &step)
    }

    private static func proceed(_ topic: Topic, _ answers: [FieldValue], _ step: inout SupportStep) {
        let missing = topic.fields.first { field in
            field.isRequired && !answers.contains { $0.key == field.key }
        }
        if let missing {
            step.memory.step = .askingField(topic: topic.id, answers: answers)
            let language = step.memory.language
            step.say(.field(label: missing.label[language], hint: missing.hint?[language] ?? ""))
        } else if step.memory.held.isEmpty {
            step.memory.step = .writingTicket(topic: topic.id, answers: answers)
            step.say(.describe)
        } else {
            let held = step.memory.held
            step.memory.held = []
            createNow(topic, answers, held, &step)
        }
    }

    static func answerField(
        _ content: ChatContent, _ topicID: Topic.ID, _ answers: [FieldValue], _ context: SupportContext,
        _ step: inout SupportStep
    ) {
        guard let topic = context.topics.first(where: { $0.id == topicID }) else { return chooseTopic(context, &step) }
        let missing = topic.fields.first { field in
            field.isRequired && !answers.contains { $0.key == field.key }
        }
        guard let missing else { return proceed(topic, answers, &step) }
        let value = content.text.trimmed
        guard !value.isEmpty, missing.accepts(value), value.unicodeScalars.count <= context.limits.fieldLength,
            content.files.isEmpty
        else { return step.say(.fieldMalformed) }
        proceed(topic, answers + [FieldValue(key: missing.key, value: value)], &step)
    }

    static func create(
        _ topicID: Topic.ID, _ answers: [FieldValue], _ contents: [ChatContent], _ context: SupportContext,
        _ step: inout SupportStep
    ) {
        guard let topic = context.topics.first(where: { $0.id == topicID }) else {
            step.memory.held = contents
            return chooseTopic(context, &step)
        }
        createNow(topic, answers, contents, &step)
    }

    private static func createNow(
        _ topic: Topic, _ answers: [FieldValue], _ contents: [ChatContent], _ step: inout SupportStep
    ) {
        guard !contents.isEmpty else { return }
        step.memory.step = .idle
        let line = contents.lazy.flatMap { $0.text.split(whereSeparator: \.isNewline) }
            .map { $0.trimmed }.first { !$0.isEmpty }
        let subject = line.map { $0.count <= subjectLength ? $0 : $0.prefix(subjectLength - 1) + "…" }
        step.commands = [
            .create(
                topic: topic.id, subject: subject ?? topic.title[step.memory.language], answers: answers, contents)
        ]
    }
}

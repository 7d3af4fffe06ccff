import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension LinearState {
    /// Takes in the answer to a part of the form; nil where the form waits for a command.
    mutating func answerForm(_ typed: String) -> [Effect]? {
        switch app.create.focus {
        case .field(let index):
            guard let field = app.createTopic?.fields[safe: index] else { return nil }
            return answer(field, typed)
        case .subject: return answerSubject(typed)
        case .service, .topic, .save, .text: return nil
        }
    }

    private mutating func answer(_ field: TopicField, _ typed: String) -> [Effect] {
        if typed == "." {
            endForm()
            return []
        }
        if typed == "?" {
            reportRecommendation()
            if let hint = field.hint?[app.language], !hint.isEmpty { say(.example(hint)) }
            return []
        }
        var effects: [Effect] = []
        if !typed.isEmpty {
            let value = typed == "-" ? "" : typed
            app.create.fields[field.key, default: TextEditor("", singleLine: true)].replaceAll(with: value)
            effects = app.createTextChanged()
        }
        // A mistake is reported at once, while the field is still being filled in.
        if let topic = app.createTopic,
            let wrong = app.limits.violations(in: app.create.draft.fields, topic: topic)
                .first(where: { $0.field == "fields.\(field.key)" && !(typed.isEmpty && $0.code == .empty) })
        {
            say(strings[.violation(wrong, label: field.label[app.language])])
            return effects
        }
        return effects + goOn()
    }

    private mutating func answerSubject(_ typed: String) -> [Effect] {
        if typed == "." {
            endForm()
            return []
        }
        var effects: [Effect] = []
        if !typed.isEmpty {
            app.create.subject.replaceAll(with: typed == "-" ? "" : typed)
            effects = app.createTextChanged()
            if let subject = app.create.draft.subject, let wrong = app.limits.violations(inSubject: subject).first {
                say(strings[.violation(wrong, label: nil)])
                return effects
            }
        }
        endForm()
        return effects
    }

    /// The next part of the form; where one went to this part only, back to the commands.
    private mutating func goOn() -> [Effect] {
        let effects = app.perform(.nextField)
        if case .field = app.create.focus { return effects }
        if !isGuided { app.create.focus = .save }
        return effects
    }

    private mutating func endForm() {
        isGuided = false
        app.create.focus = .save
    }

    // MARK: Telling

    /// On the way into the form: a new one leads through its parts, one that was begun is reported.
    mutating func enterForm() {
        if app.create.draft.isBlank, app.createTopic == nil {
            isGuided = true
            if app.isStaff, app.createService == nil { app.openServiceList() } else { app.openTopicList() }
        } else {
            isGuided = false
            app.create.focus = .save
            // The recommendation was reported when the topic was chosen.
            reported.topic = app.create.draft.topic
            reported.service = app.create.draft.service
            reported.focus = .save
            reportDraft()
        }
    }

    /// Reports what changed in the form: the topic with its recommendation, the part that is asked for next.
    mutating func reportForm() {
        if app.create.draft.service != reported.service, let service = app.createService {
            say("\(strings[.serviceLabel]): \(service.name). \(strings[.serviceHint])")
            // Chosen anew in a form that was filled in: the rest stands as it is.
            if !isGuided, app.createTopic != nil { app.create.focus = .save }
        }
        let topic = app.create.draft.topic
        let isNewTopic = topic != reported.topic
        if isNewTopic, let chosen = app.createTopic {
            say("\(strings[.topicLabel]): \(chosen.title[app.language])")
            reportRecommendation()
            // Chosen anew in a form that was filled in: only what this topic asks beside.
            if !isGuided, !app.create.draft.isBlank, app.create.focus == .text { app.create.focus = .save }
        }
        guard isNewTopic || app.create.focus != reported.focus else { return }
        switch app.create.focus {
        case .text: if !isWriting { beginWriting() }
        case .field(let index): reportField(index)
        case .service where app.createService == nil && reported.focus != nil && app.overlays.isEmpty:
            isGuided = true
            app.openServiceList()
        case .topic where app.createTopic == nil && reported.focus != nil && app.overlays.isEmpty:
            isGuided = true
            app.openTopicList()
        case .save:
            isGuided = false
            if reported.focus != nil {
                reportFormFacts()
                reportLength()
            }
        case .service, .topic, .subject: break
        }
    }

    private mutating func reportRecommendation() {
        let recommendation = app.createTopic?.recommendation[app.language] ?? ""
        if !recommendation.isEmpty { say("\(strings[.recommendationTitle]): \(recommendation)") }
    }

    private mutating func reportField(_ index: Int) {
        guard let field = app.createTopic?.fields[safe: index] else { return }
        if let hint = field.hint?[app.language], !hint.isEmpty { say(.example(hint)) }
    }

    /// Topic, fields, subject, and what looks much the same.
    mutating func reportFormFacts() {
        if place == .create, let service = app.createService, reported.service == service.id {
            say("\(strings[.serviceLabel]): \(service.name)")
        }
        if place == .create, let topic = app.createTopic, reported.topic == topic.id {
            say("\(strings[.topicLabel]): \(topic.title[app.language])")
        }
        for field in app.createTopic?.fields ?? [] {
            guard let value = app.create.fields[field.key]?.text, !value.isEmpty else { continue }
            say("\(field.label[app.language]): \(value)")
        }
        let subject = app.create.draft.effectiveSubject(limits: app.limits)
        if !subject.isEmpty { say("\(strings[.subjectLabel]): \(subject)") }
        if let similar = app.create.similar.first {
            say("\(strings[.similarTitle]) \(line(of: similar))")
        }
    }
}

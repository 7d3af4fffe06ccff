import HelpdeskModels
import Testing

@testable import TelegramBots

/// The machine by itself: values in, values out.
struct AlertMachineTests {
    private let now = AlertNight.start
    private let settings = AlertSettings(
        schedule: DutySchedule(levels: [[AlertNight.olena, AlertNight.ihor], [AlertNight.anna]]),
        night: AlertNight.night, language: .english)

    private var nothing: AlertState { AlertState(fresh: AlertState.FreshIDs(at: now)) }

    private func press(_ press: AlertPress, by user: Int64) -> AlertInput {
        .press(
            AlertButtonPress(
                id: "1", chat: user, isPrivate: true, sender: AlertSender(id: user, name: "P\(user)"),
                data: press.data))
    }

    private func step(_ state: AlertState, _ input: AlertInput, after seconds: Double = 0) -> AlertStep {
        AlertMachine.step(state, input, settings, at: now.adding(seconds: seconds))
    }

    @Test("A report begins an incident and pages the first level; the same input leads to the same step")
    func report() {
        let before = nothing
        let reported = step(before, press(.choose(.program), by: 100))
        #expect(reported.state.openIncidents.map(\.number) == [1])
        #expect(reported.state.reports(of: 1).map(\.chat) == [100])
        #expect(reported.state.people[100]?.dialogue == .naming(report: 1))
        #expect(reported.state.steps == [StepTaken(incident: 1, round: 0, step: 0)])
        #expect(reported.messages.filter { $0.key?.hasPrefix("page-") == true }.map(\.chat) == [11, 12])
        #expect(reported == step(before, press(.choose(.program), by: 100)))
    }

    @Test("A step is taken when it is due and not before; once nobody of a level can be reached it is not waited for")
    func escalation() {
        var state = step(nothing, press(.choose(.program), by: 100)).state
        #expect(step(state, .due(.step(incident: 1)), after: 299) == AlertStep(state: state, messages: []))
        #expect(step(state, .due(.step(incident: 1)), after: 300).messages.map(\.chat) == [21])
        #expect(step(state, .due(.unreachable(incident: 1)), after: 1).messages.isEmpty)
        for index in state.pages.indices { state.pages[index].outcome = .failed(.blocked) }
        #expect(step(state, .due(.unreachable(incident: 1)), after: 1).messages.map(\.chat) == [21])
    }

    @Test("What fails for good is tried again after as long as a level has to acknowledge; nothing else changes")
    func postponed() {
        let state = step(nothing, press(.choose(.program), by: 100)).state
        let later = now.adding(seconds: 700)
        let postponed = AlertMachine.postpone(
            state, .step(incident: 1), settings, at: later.adding(seconds: -settings.timing.escalation))
        var expected = state
        expected.incidents[1]?.due = later
        #expect(postponed == AlertStep(state: expected, messages: []))
    }

    @Test("The fate of a question is told once")
    func question() throws {
        var state = step(nothing, press(.choose(.other), by: 100)).state
        let message = AlertChatMessage(
            chat: 100, isPrivate: true, sender: AlertSender(id: 100, name: "P100"), text: "How do I add a driver?")
        state = step(state, .message(message)).state
        let question = try #require(state.questions.values.first?.question)
        #expect(question.text == "How do I add a driver?")
        let told = step(state, .ticket(42, of: question))
        #expect(told.messages.map(\.chat) == [100])
        #expect(step(told.state, .ticket(42, of: question)).messages.isEmpty)
        #expect(step(told.state, .refused(question, reason: "too long")).messages.isEmpty)
    }
}

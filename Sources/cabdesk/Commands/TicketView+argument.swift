public import ArgumentParser
public import HelpdeskCore

extension TicketView: ExpressibleByArgument {}

public import ArgumentParser
public import HelpdeskModels

extension Language: ExpressibleByArgument {}

import { HttpException, HttpStatus } from '@nestjs/common';

export class NoTramException extends HttpException {
  constructor() {
    super('There is no tram', HttpStatus.NOT_FOUND);
  }
}

export class NoLineException extends NotFoundException {
  constructor() {
    super({ code: 'no_line', message: 'There is no line' });
  }
}
